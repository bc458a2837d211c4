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
  finished_at TIMESTAMP COMMENT 'End of the run; NULL in the row of its start',
  elapsed_s DOUBLE COMMENT 'Duration of the run [s]; NULL in the row of its start',
  outcome STRING NOT NULL COMMENT 'running: the row of the start. succeeded, failed, or exceeded_failures (finished, with more failed frames than allowed): the row of the end',
  counts MAP<STRING, BIGINT> NOT NULL COMMENT 'What was done and committed, for example frames_ok, enhanced, studies; also of a run that failed',
  bytes BIGINT COMMENT 'Bytes of input that were read, where the command counts them'
)
USING delta
COMMENT 'The ledger: a row for the start and one for the end of each run of a command that writes. The view last_runs has one per run'
TBLPROPERTIES (
  'delta.checkpointInterval' = '${checkpoints}',
  ${protocol}
)
