--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- Every study x model, now and as summarised: changed, unchanged or removed. A study has changed when
-- the count of its rows or the time of the latest has.
WITH study_frames AS (
  SELECT site, study_id, count(*) AS n_frame_rows, max(ingested_at) AS latest_ingested_at
  FROM frames
  GROUP BY site, study_id
),
headers AS (
  SELECT DISTINCT site, study_id, frame_id
  FROM frames
  WHERE frame_id IS NOT NULL AND status IN ('ok', 'metrics_only') AND NOT (pairing <=> 'unverified')
),
study_results AS (
  SELECT
    h.site, h.study_id, e.model_id, e.preprocessing_id,
    count(*) AS n_enhanced_rows, max(e.enhanced_at) AS latest_enhanced_at
  FROM headers h
  JOIN enhanced e ON e.frame_id = h.frame_id
  GROUP BY h.site, h.study_id, e.model_id, e.preprocessing_id
),
current AS (
  SELECT r.*, f.n_frame_rows, f.latest_ingested_at
  FROM study_results r
  JOIN study_frames f ON f.site = r.site AND f.study_id <=> r.study_id
)
SELECT
  coalesce(c.site, s.site) AS site,
  coalesce(c.study_id, s.study_id) AS study_id,
  coalesce(c.model_id, s.model_id) AS model_id,
  coalesce(c.preprocessing_id, s.preprocessing_id) AS preprocessing_id,
  c.n_frame_rows, c.latest_ingested_at, c.n_enhanced_rows, c.latest_enhanced_at,
  CASE
    WHEN c.site IS NULL THEN 'removed'
    WHEN c.n_frame_rows <=> s.n_frame_rows
      AND c.latest_ingested_at <=> s.latest_ingested_at
      AND c.n_enhanced_rows <=> s.n_enhanced_rows
      AND c.latest_enhanced_at <=> s.latest_enhanced_at THEN 'unchanged'
    ELSE 'changed'
  END AS change
FROM current c
FULL OUTER JOIN study_summary s
  ON c.site = s.site AND c.study_id <=> s.study_id
  AND c.model_id = s.model_id AND c.preprocessing_id = s.preprocessing_id
