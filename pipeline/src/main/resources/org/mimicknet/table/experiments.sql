CREATE TABLE IF NOT EXISTS delta.`${path}` (
  trial_id STRING NOT NULL COMMENT 'The trial: hash of its settings, its frames and the model that it starts from. Its epochs are in training_runs under the same id',
  outcome STRING NOT NULL COMMENT 'finished (all epochs), stopped_early (no better validation SSIM for long) or diverged (NaN)',
  reason STRING NOT NULL COMMENT 'Why it ended',
  best_epoch INT NOT NULL COMMENT 'Epoch of the highest validation SSIM: the bundle has its weights',
  epochs INT NOT NULL COMMENT 'Epochs that were run',
  validation_ssim DOUBLE COMMENT 'Mean SSIM over the validation frames in the best epoch: what trials are compared by',
  validation_psnr DOUBLE COMMENT 'Mean PSNR over the validation frames in the best epoch [dB]',
  test_ssim DOUBLE COMMENT 'Mean SSIM over the frames of the test studies, which no decision was based on',
  test_psnr DOUBLE COMMENT 'Mean PSNR over the frames of the test studies [dB]',
  das_test_ssim DOUBLE COMMENT 'Mean SSIM of the DAS images of the test studies',
  parameters BIGINT NOT NULL COMMENT 'Number of trained values',
  settings MAP<STRING, STRING> NOT NULL COMMENT 'All hyper-parameters',
  frame_set_id STRING NOT NULL COMMENT 'The frames that it was trained on',
  model_id STRING NOT NULL COMMENT 'The model: name and the first 12 digits of its SHA-256',
  model_path STRING NOT NULL COMMENT 'Folder of the bundle',
  device STRING NOT NULL COMMENT 'Where it was trained',
  finished_at TIMESTAMP NOT NULL COMMENT 'End of the trial',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)'
)
USING delta
COMMENT 'One row per finished trial of a search over hyper-parameters'
TBLPROPERTIES ('delta.checkpointInterval' = '10')
