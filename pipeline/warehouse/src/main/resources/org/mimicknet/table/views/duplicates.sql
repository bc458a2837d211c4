--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- Frames with identical content in several sources.
SELECT
  frame_id,
  count(DISTINCT source_id) AS n_sources,
  count(*) AS n_copies,
  min(source_path) AS first_path,
  max(source_path) AS last_path
FROM frames
WHERE frame_id IS NOT NULL
GROUP BY frame_id
HAVING count(DISTINCT source_id) > 1
