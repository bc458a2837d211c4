--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  frame_id STRING COMMENT 'SHA-256 (hex) of the decoded content: sizes and pixels of das and clinical. NULL when nothing was decoded',
  source_id STRING NOT NULL COMMENT 'SHA-256 (hex) of the path, size and modification time of the archive: what makes a re-run skip it',
  source_path STRING NOT NULL COMMENT 'Where the frame lies, relative to the input: archive.zip!/folder/member.mat#frame',
  site STRING NOT NULL COMMENT 'Site: --site, else the metadata, else the scanner, else "unknown". The table is partitioned by it',
  study_id STRING COMMENT 'Study (one acquisition, one cine-loop): timestamp_id in the MimickNet layout. Not a date',
  series_id STRING COMMENT 'Series within the study, where the format has one',
  frame_index INT COMMENT 'Index of the frame in its member, from 0',
  scanner STRING COMMENT 'Scanner as the metadata name it',
  manufacturer STRING COMMENT 'Manufacturer of the scanner',
  model_name STRING COMMENT 'Model of the scanner as its maker names it',
  probe STRING COMMENT 'Probe',
  target STRING COMMENT 'What was imaged',
  harmonic BOOLEAN COMMENT 'Harmonic imaging',
  frequency_hz DOUBLE COMMENT 'Transmit centre frequency [Hz]',
  voltage_v DOUBLE COMMENT 'Transmit voltage [V]',
  geometry STRUCT<
    initial_radius: DOUBLE COMMENT 'Radius of the first row, from the apex [samples]',
    final_radius: DOUBLE COMMENT 'Radius after the last row, from the apex [samples]',
    initial_angle: DOUBLE COMMENT 'Angle of the first line [rad]',
    final_angle: DOUBLE COMMENT 'Angle of the last line [rad]'
  > COMMENT 'Polar grid of the pixels',
  acquired_at TIMESTAMP COMMENT 'Time of acquisition, where the format states it reliably',
  height INT COMMENT 'Rows: axial samples',
  width INT COMMENT 'Columns: lateral lines',
  pairing STRING COMMENT 'paired (das and clinical on one grid), unverified (two series of unequal length, or whose known times disagree: enhanced, but in no summary), das_only or clinical_only',
  das BINARY COMMENT 'Magnitude of the IQ before any log: little-endian float32, row-major, height * width',
  clinical BINARY COMMENT 'Image of the scanner: little-endian float32, row-major, height * width',
  redaction STRING COMMENT 'What of the image of the scanner is not stored: none (all of it is), region (all but its image regions, by the file) or top_strip (the rows at its top that are known to hold names); the same for all frames of a loop. NULL without such an image',
  redaction_rule STRING COMMENT 'By which rule: dicom_regions, or the line of top-strips.csv. NULL for none',
  redacted_fraction DOUBLE COMMENT 'Share of the pixels of the image of the scanner that is not stored, 0 to 1',
  text_edges INT COMMENT 'Edges of strokes in clinical that look like text (ingest --check-text). NULL where nobody looked',
  extra MAP<STRING, STRING> COMMENT 'Further metadata that the format whitelists',
  quality STRUCT<
    das_constant: BOOLEAN COMMENT 'All DAS pixels are equal',
    das_zero_share: DOUBLE COMMENT 'Share of DAS pixels that are exactly 0: 1 for an empty frame',
    das_clipped_share: DOUBLE COMMENT 'Share of DAS pixels at the maximum of the frame: more than a few are clipped',
    clinical_constant: BOOLEAN COMMENT 'All clinical pixels are equal',
    clinical_zero_share: DOUBLE COMMENT 'Share of clinical pixels that are exactly 0: 1 for an empty frame',
    clinical_saturated_share: DOUBLE COMMENT 'Share of clinical pixels at the maximum of the frame: more than a few are saturated',
    size_differs: BOOLEAN COMMENT 'The metadata state another number of axial samples or lateral lines than the pixels have',
    colour_doppler: BOOLEAN COMMENT 'Colour Doppler is in the frame',
    region_outside: BOOLEAN COMMENT 'A region of the ultrasound image reaches outside of it and was cut'
  > COMMENT 'Data quality, found at ingest (view data_quality); NULL without pixels. What is an error is no flag but a status: size_mismatch, non_finite',
  status STRING NOT NULL COMMENT 'ok, metrics_only (published metrics without pixels), metadata (a metadata CSV that was read), or the reason code why there are no pixels',
  detail STRING COMMENT 'What happened, for a reader: why there are no pixels, or which metadata are missing',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)',
  ingested_at TIMESTAMP NOT NULL COMMENT 'Time of the batch that wrote the row: one value per commit'
)
USING delta
PARTITIONED BY (site)
COMMENT 'One row per member of an archive and frame in it, good and bad alike'
TBLPROPERTIES (
  'delta.dataSkippingStatsColumns' = 'source_id,study_id,status,ingested_at',
  'delta.checkpointInterval' = '10',
  ${protocol}
)
