--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

CREATE TABLE IF NOT EXISTS delta.`${path}` (
  run_id STRING NOT NULL COMMENT 'The run, as the other tables name it',
  command STRING NOT NULL COMMENT 'Command, for example ingest',
  configuration MAP<STRING, STRING> NOT NULL COMMENT 'Effective options; the values of secrets are masked',
  versions MAP<STRING, STRING> NOT NULL COMMENT 'Versions of mimicknet, spark, delta and java',
  started_at TIMESTAMP NOT NULL COMMENT 'Start of the run',
  finished_at TIMESTAMP NOT NULL COMMENT 'End of the run',
  elapsed_s DOUBLE NOT NULL COMMENT 'Duration of the run [s]',
  outcome STRING NOT NULL COMMENT 'succeeded, failed, or exceeded_failures: finished, with more failed frames than allowed',
  counts MAP<STRING, BIGINT> NOT NULL COMMENT 'What was done, for example frames, failed, studies',
  bytes BIGINT COMMENT 'Bytes of input that were read, where the command counts them'
)
USING delta
COMMENT 'The ledger: one row per run of a command that writes'
TBLPROPERTIES (
  'delta.checkpointInterval' = '10',
  'delta.enableDeletionVectors' = 'false'
)
