--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  site STRING NOT NULL COMMENT 'Site',
  study_id STRING COMMENT 'Study; NULL gathers the frames of the site whose study is not known',
  model_id STRING NOT NULL COMMENT 'The model (table enhanced)',
  preprocessing_id STRING NOT NULL COMMENT 'The pre-processing (table enhanced)',
  scanner STRING COMMENT 'Scanner: one per study',
  probe STRING COMMENT 'Probe: one per study',
  target STRING COMMENT 'What was imaged: one per study',
  n_frames BIGINT NOT NULL COMMENT 'Different frames of the study that were enhanced',
  n_failed BIGINT NOT NULL COMMENT 'Frames of the study without a result: broken in the archive, or refused by the model',
  ${metric} STRUCT<mean: DOUBLE, std: DOUBLE, median: DOUBLE, p05: DOUBLE, p95: DOUBLE, min: DOUBLE, max: DOUBLE, ci95_low: DOUBLE, ci95_high: DOUBLE> COMMENT '${description}. Over the frames of the study: mean, sample standard deviation, exact percentiles, extremes, 95 % confidence interval of the mean (Student t). std and interval are NULL for one frame and where the mean is infinite',
  worst_frames ARRAY<STRING> COMMENT 'frame_id of up to five frames with the lowest ssim, the worst first',
  n_frame_rows BIGINT NOT NULL COMMENT 'Rows of frames behind this one. This and the next three columns tell whether the study has changed',
  latest_ingested_at TIMESTAMP NOT NULL COMMENT 'Latest ingested_at of those rows',
  n_enhanced_rows BIGINT NOT NULL COMMENT 'Rows of enhanced behind this one',
  latest_enhanced_at TIMESTAMP NOT NULL COMMENT 'Latest enhanced_at of those rows',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)',
  summarized_at TIMESTAMP NOT NULL COMMENT 'Time when the row was computed'
)
USING delta
COMMENT 'One row per site, study, model and pre-processing: statistics of every metric over the frames'
TBLPROPERTIES (
  'delta.dataSkippingStatsColumns' = 'site,study_id,model_id,preprocessing_id',
  'delta.checkpointInterval' = '10',
  ${protocol}
)
