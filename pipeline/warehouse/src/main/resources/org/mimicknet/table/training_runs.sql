--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  training_id STRING NOT NULL COMMENT 'The training: hash of its settings, its frames and the model that it starts from',
  epoch INT NOT NULL COMMENT 'Epoch, from 1; 0 is the network before its first step',
  losses MAP<STRING, DOUBLE> NOT NULL COMMENT 'Mean losses over the steps of the epoch; loss is what the steps make smaller',
  learning_rate DOUBLE NOT NULL COMMENT 'Learning rate of the epoch',
  validation_ssim DOUBLE COMMENT 'Mean SSIM over the validation frames after the epoch; NULL without such frames',
  validation_psnr DOUBLE COMMENT 'Mean PSNR over the validation frames [dB]',
  validation_mae DOUBLE COMMENT 'Mean of the mean absolute errors over the validation frames',
  validation_frames INT NOT NULL COMMENT 'Number of validation frames',
  images_per_s DOUBLE NOT NULL COMMENT 'Crops that went through training steps per second of training',
  settings MAP<STRING, STRING> NOT NULL COMMENT 'All hyper-parameters',
  frame_set_id STRING NOT NULL COMMENT 'The frames that it is trained on',
  finished_at TIMESTAMP NOT NULL COMMENT 'End of the epoch',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)'
)
USING delta
COMMENT 'One row per training and epoch'
TBLPROPERTIES (
  'delta.checkpointInterval' = '10',
  ${protocol}
)
