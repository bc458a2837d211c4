--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- One row per model and pre-processing. METRIC_mean and METRIC_std are over single frames with the
-- sample standard deviation, which is the published rule; a frame present in two studies counts once.
-- METRIC_..._of_study_means give every study the same weight: other numbers.
WITH known AS (
  SELECT DISTINCT frame_id
  FROM frames
  WHERE frame_id IS NOT NULL AND status IN ('ok', 'metrics_only') AND NOT (pairing <=> 'unverified')
),
per_frame AS (
  SELECT
    model_id,
    preprocessing_id,
    avg(${metric}) AS ${metric}_mean,
    nanvl(stddev_samp(${metric}), NULL) AS ${metric}_std,
    count(*) AS n_frames
  FROM enhanced
  LEFT SEMI JOIN known ON enhanced.frame_id = known.frame_id
  WHERE status IN ('ok', 'metrics_only')
  GROUP BY model_id, preprocessing_id
),
study_means AS (
  SELECT
    avg(${metric}) AS ${metric},
    model_id,
    preprocessing_id
  FROM frame_metrics
  WHERE study_id IS NOT NULL AND status IN ('ok', 'metrics_only') AND NOT (pairing <=> 'unverified')
  GROUP BY model_id, preprocessing_id, site, study_id
),
of_study_means AS (
  SELECT
    model_id,
    preprocessing_id,
    avg(${metric}) AS ${metric}_mean_of_study_means,
    nanvl(stddev_samp(${metric}), NULL) AS ${metric}_std_of_study_means,
    count(*) AS n_studies
  FROM study_means
  GROUP BY model_id, preprocessing_id
)
SELECT
  f.model_id,
  f.preprocessing_id,
  f.n_frames,
  coalesce(s.n_studies, 0) AS n_studies
  , f.${metric}_mean, f.${metric}_std, s.${metric}_mean_of_study_means, s.${metric}_std_of_study_means
FROM per_frame f
LEFT JOIN of_study_means s
  ON f.model_id = s.model_id AND f.preprocessing_id = s.preprocessing_id
