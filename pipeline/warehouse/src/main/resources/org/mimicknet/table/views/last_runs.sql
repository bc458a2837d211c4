--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- One row per run: how it ended, or that it is running. One that stays so was killed.
SELECT *
FROM runs r
WHERE r.outcome <> 'running' OR NOT EXISTS (
  SELECT 1 FROM runs ended WHERE ended.run_id = r.run_id AND ended.outcome <> 'running')
