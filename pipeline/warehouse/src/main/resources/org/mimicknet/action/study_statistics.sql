--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- The rows of study_summary for the studies of the view study_changes that are not unchanged: new
-- statistics for the changed ones, the bare key for the removed ones.
WITH changes AS (
  SELECT * FROM study_changes WHERE change <> 'unchanged'
),
results AS (
  SELECT
    f.*,
    row_number() OVER (
      PARTITION BY f.site, f.study_id, f.model_id, f.preprocessing_id
      ORDER BY f.ssim NULLS LAST, f.frame_id) AS place
  FROM frame_metrics f
  LEFT SEMI JOIN changes c
    ON f.site = c.site AND f.study_id <=> c.study_id
    AND f.model_id = c.model_id AND f.preprocessing_id = c.preprocessing_id
  WHERE NOT (f.pairing <=> 'unverified')
),
broken AS (
  SELECT site, study_id, count(DISTINCT source_path) AS n_broken
  FROM frames
  WHERE status NOT IN ('ok', 'metrics_only', 'metadata')
  GROUP BY site, study_id
),
aggregates AS (
  SELECT
    site, study_id, model_id, preprocessing_id,
    min(scanner) AS scanner,
    min(probe) AS probe,
    min(target) AS target,
    count(*) FILTER (WHERE status IN ('ok', 'metrics_only')) AS n_frames,
    count(*) FILTER (WHERE status NOT IN ('ok', 'metrics_only')) AS n_refused
    , named_struct('n', count(${metric}), 'mean', avg(${metric}), 'std', nanvl(stddev_samp(${metric}), NULL), 'points', percentile(${metric}, array(0.5, 0.05, 0.95)), 'min', min(${metric}), 'max', max(${metric})) AS ${metric}
    , array(
        max(CASE WHEN place = 1 AND ssim IS NOT NULL THEN frame_id END),
        max(CASE WHEN place = 2 AND ssim IS NOT NULL THEN frame_id END),
        max(CASE WHEN place = 3 AND ssim IS NOT NULL THEN frame_id END),
        max(CASE WHEN place = 4 AND ssim IS NOT NULL THEN frame_id END),
        max(CASE WHEN place = 5 AND ssim IS NOT NULL THEN frame_id END)) AS worst
  FROM results
  GROUP BY site, study_id, model_id, preprocessing_id
),
-- Half the width of the confidence interval: t(0.975, n - 1) std / sqrt(n). The view student_t has one
-- row: the quantiles for n <= 201, and the coefficients of an expansion that is good to 1e-8 beyond.
intervals AS (
  SELECT
    *
    , ${metric}.std / sqrt(${metric}.n) * CASE WHEN ${metric}.n <= 201 THEN t.quantiles[nullif(${metric}.n, 0) - 1] ELSE t.z + t.g1 / (${metric}.n - 1) + t.g2 / power(${metric}.n - 1, 2) + t.g3 / power(${metric}.n - 1, 3) END AS ${metric}_half
  FROM aggregates
  CROSS JOIN student_t t
)
SELECT
  c.site, c.study_id, c.model_id, c.preprocessing_id,
  i.scanner, i.probe, i.target,
  coalesce(i.n_frames, 0) AS n_frames,
  coalesce(i.n_refused, 0) + coalesce(b.n_broken, 0) AS n_failed
  , named_struct('mean', i.${metric}.mean, 'std', i.${metric}.std, 'median', i.${metric}.points[0], 'p05', i.${metric}.points[1], 'p95', i.${metric}.points[2], 'min', i.${metric}.min, 'max', i.${metric}.max, 'ci95_low', i.${metric}.mean - i.${metric}_half, 'ci95_high', i.${metric}.mean + i.${metric}_half) AS ${metric}
  , filter(i.worst, frame_id -> frame_id IS NOT NULL) AS worst_frames,
  c.n_frame_rows, c.latest_ingested_at, c.n_enhanced_rows, c.latest_enhanced_at,
  c.change
FROM changes c
LEFT JOIN intervals i
  ON i.site = c.site AND i.study_id <=> c.study_id
  AND i.model_id = c.model_id AND i.preprocessing_id = c.preprocessing_id
LEFT JOIN broken b ON b.site = c.site AND b.study_id <=> c.study_id
