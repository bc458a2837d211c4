--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- One row per ${column}, model and pre-processing, over single frames: mean and sample standard
-- deviation. A frame present in two studies of a ${column} counts once.
WITH copies AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY ${column}, model_id, preprocessing_id, frame_id ORDER BY site, study_id) AS copy
  FROM frame_metrics
  WHERE status IN ('ok', 'metrics_only') AND NOT (pairing <=> 'unverified')
)
SELECT
  ${column},
  model_id,
  preprocessing_id,
  count(*) FILTER (WHERE copy = 1) AS n_frames,
  count(DISTINCT CASE WHEN study_id IS NOT NULL THEN struct(site, study_id) END) AS n_studies
  , avg(${metric}) FILTER (WHERE copy = 1) AS ${metric}_mean
  , nanvl(stddev_samp(${metric}) FILTER (WHERE copy = 1), NULL) AS ${metric}_std
FROM copies
GROUP BY ${column}, model_id, preprocessing_id
