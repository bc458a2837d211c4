--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- One row per archive that was ingested.
SELECT
  source_id,
  min(regexp_replace(substring_index(source_path, '!/', 1), '#[0-9]+$', '')) AS source,
  count(*) FILTER (WHERE status <> 'metadata') AS frames,
  count(*) FILTER (WHERE status IN ('ok', 'metrics_only')) AS ok,
  count(*) FILTER (WHERE status NOT IN ('ok', 'metrics_only', 'metadata')) AS failed,
  min(ingested_at) AS ingested_at
FROM frames
GROUP BY source_id
