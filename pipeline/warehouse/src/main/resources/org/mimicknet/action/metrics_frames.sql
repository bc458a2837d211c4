--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- The rows of frames for the views metrics_rows and metadata_rows: a frame for every file of which
-- metrics were read, and a quarantined row for every line whose key or metrics cannot be read.
WITH metadata AS (
  SELECT *, row_number() OVER (PARTITION BY filename ORDER BY file, line) AS copy
  FROM metadata_rows
  WHERE filename IS NOT NULL
),
metrics AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY filename, problem IS NULL ORDER BY file, line) AS copy
  FROM metrics_rows
),
readable AS (
  SELECT
    sha2(concat('metrics_only:', m.filename), 256) AS frame_id,
    m.source_id,
    concat(m.file, '!/', m.filename, '#0') AS source_path,
    d.study_id, d.scanner, d.probe, d.target, d.harmonic, d.frequency_hz, d.voltage_v, d.geometry,
    d.height, d.width, d.extra,
    'paired' AS pairing,
    'metrics_only' AS status,
    CASE
      WHEN d.filename IS NULL THEN 'no metadata'
      WHEN d.missing <> '' THEN concat_ws(': ',
        concat('metadata missing in line ', d.line, ' of ', d.file), d.problem, d.missing)
    END AS detail
  FROM metrics m
  LEFT JOIN metadata d ON d.filename = m.filename AND d.copy = 1
  WHERE m.problem IS NULL AND m.copy = 1
),
unreadable AS (
  SELECT
    m.source_id, m.file, m.line, m.problem,
    d.study_id, d.scanner, d.probe, d.target, d.harmonic, d.frequency_hz, d.voltage_v, d.geometry,
    d.height, d.width, d.extra
  FROM metrics_rows m
  LEFT JOIN metadata d ON d.filename = m.filename AND d.copy = 1
  WHERE m.problem IS NOT NULL
  UNION ALL
  SELECT
    source_id, file, line, concat_ws(': ', 'no filename', problem),
    study_id, scanner, probe, target, harmonic, frequency_hz, voltage_v, geometry,
    height, width, extra
  FROM metadata_rows
  WHERE filename IS NULL
)
SELECT * FROM readable
UNION ALL
SELECT
  CAST(NULL AS STRING), source_id, concat(file, '!/line-', line),
  study_id, scanner, probe, target, harmonic, frequency_hz, voltage_v, geometry,
  height, width, extra,
  CAST(NULL AS STRING), 'unreadable_row', concat('line ', line, ' of ', file, ': ', problem)
FROM unreadable
