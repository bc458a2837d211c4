--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  frame_id STRING NOT NULL COMMENT 'The frame (table frames)',
  model_id STRING NOT NULL COMMENT 'The model: name and the first 12 digits of its SHA-256',
  preprocessing_id STRING NOT NULL COMMENT 'Everything else that changes a pixel: clip, padding rule, normalisation',
  ${metric} DOUBLE COMMENT '${description}',
  output BINARY COMMENT 'The enhanced image in [0, 1], kept by --store-pixels: little-endian float32, row-major, height * width of the frame',
  model_sha256 STRING COMMENT 'SHA-256 (hex) of model.onnx',
  provider STRING COMMENT 'Engine that ran the network',
  runtime_version STRING COMMENT 'Version of the engine',
  precision STRING COMMENT 'Arithmetic of the network',
  device STRING COMMENT 'cpu, or cuda and its index',
  elapsed_ms DOUBLE COMMENT 'Time spent on the frame, pre-processing to metrics [ms]',
  status STRING NOT NULL COMMENT 'ok, metrics_only, or the reason code why the frame was not enhanced',
  detail STRING COMMENT 'What happened, for a reader',
  run_id STRING NOT NULL COMMENT 'The run that wrote the row (table runs)',
  enhanced_at TIMESTAMP NOT NULL COMMENT 'Time of the batch that wrote the row: one value per commit'
)
USING delta
COMMENT 'One row per frame, model and pre-processing: metrics and provenance'
TBLPROPERTIES (
  'delta.dataSkippingStatsColumns' = 'frame_id,model_id,preprocessing_id,status,enhanced_at',
  'delta.checkpointInterval' = '10',
  ${protocol}
)
