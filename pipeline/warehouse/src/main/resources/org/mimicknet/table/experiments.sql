--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  trial_id STRING NOT NULL COMMENT 'The trial: hash of its settings, its frames and the model that it starts from. Its epochs are in training_runs under the same id',
  outcome STRING NOT NULL COMMENT 'finished (all epochs), stopped_early (no better validation SSIM for long), diverged (NaN) or failed: what a failed trial did not come to is NULL, and the next run tries it again',
  reason STRING NOT NULL COMMENT 'Why it ended',
  best_epoch INT COMMENT 'Epoch of the highest validation SSIM: the bundle has its weights',
  epochs INT COMMENT 'Epochs that were run',
  validation_ssim DOUBLE COMMENT 'Mean SSIM over the validation frames in the best epoch: what trials are compared by',
  validation_psnr DOUBLE COMMENT 'Mean PSNR over the validation frames in the best epoch [dB]',
  test_ssim DOUBLE COMMENT 'Mean SSIM over the frames of the test studies, which no decision was based on',
  test_psnr DOUBLE COMMENT 'Mean PSNR over the frames of the test studies [dB]',
  das_test_ssim DOUBLE COMMENT 'Mean SSIM of the DAS images of the test studies',
  parameters BIGINT COMMENT 'Number of trained values',
  settings MAP<STRING, STRING> NOT NULL COMMENT 'All hyper-parameters',
  frame_set_id STRING NOT NULL COMMENT 'The frames that it was trained on',
  model_id STRING COMMENT 'The model: name and the first 12 digits of its SHA-256',
  model_path STRING COMMENT 'Folder of the bundle',
  device STRING COMMENT 'Where it was trained: a GPU, the CPU, or why the CPU although Spark gave it a GPU',
  finished_at TIMESTAMP NOT NULL COMMENT 'End of the trial',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)'
)
USING delta
COMMENT 'One row per trial of a search over hyper-parameters and run in which it ended'
TBLPROPERTIES (
  'delta.checkpointInterval' = '10',
  ${protocol}
)
