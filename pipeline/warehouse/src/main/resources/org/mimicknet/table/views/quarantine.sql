--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- Members of archives that gave no frame, by reason.
SELECT
  status AS reason,
  site,
  count(*) AS n_frames,
  min(source_path) AS example_path,
  max(ingested_at) AS latest_ingested_at
FROM frames
WHERE status NOT IN ('ok', 'metrics_only', 'metadata')
GROUP BY status, site
