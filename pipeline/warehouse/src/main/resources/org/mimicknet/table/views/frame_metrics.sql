--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- One row per (site, study_id, frame_id, model_id, preprocessing_id): the header of a frame with its
-- metrics. Identical content stored twice in a study counts once.
WITH headers AS (
  SELECT
    frame_id, source_id, source_path, site, study_id, series_id, frame_index, scanner, manufacturer,
    model_name, probe, target, harmonic, frequency_hz, voltage_v, geometry, acquired_at, height, width,
    pairing, ingested_at,
    row_number() OVER (
      PARTITION BY site, study_id, frame_id
      ORDER BY pairing <=> 'unverified', ingested_at, source_path) AS copy
  FROM frames
  WHERE frame_id IS NOT NULL AND status IN ('ok', 'metrics_only')
)
SELECT
  h.site, h.study_id, h.frame_id, e.model_id, e.preprocessing_id,
  h.source_id, h.source_path, h.series_id, h.frame_index, h.scanner, h.manufacturer, h.model_name,
  h.probe, h.target, h.harmonic, h.frequency_hz, h.voltage_v, h.geometry, h.acquired_at, h.height,
  h.width, h.pairing, h.ingested_at,
  e.${metric},
  e.provider, e.runtime_version, e.precision, e.device, e.elapsed_ms, e.status, e.detail, e.enhanced_at
FROM headers h
JOIN enhanced e ON e.frame_id = h.frame_id
WHERE h.copy = 1
