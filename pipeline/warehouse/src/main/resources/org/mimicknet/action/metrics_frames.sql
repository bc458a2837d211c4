--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- The frames that published metrics give, without what metadata CSVs say of them: one for every file
-- of which metrics were read (view metrics_rows), and a quarantined one for every line of these CSVs
-- and of metadata CSVs (view metadata_problems) that cannot be read.
WITH metrics AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY filename, problem IS NULL ORDER BY file, line) AS copy
  FROM metrics_rows
)
SELECT
  sha2(concat('metrics_only:', filename), 256) AS frame_id,
  source_id,
  concat(file, '!/', filename, '#0') AS source_path,
  filename,
  'paired' AS pairing,
  'metrics_only' AS status,
  CAST(NULL AS STRING) AS problem
FROM metrics
WHERE problem IS NULL AND copy = 1
UNION ALL
SELECT
  CAST(NULL AS STRING), source_id, concat(file, '!/line-', line), filename, CAST(NULL AS STRING),
  'unreadable_row', concat('line ', line, ' of ', file, ': ', problem)
FROM metrics
WHERE problem IS NOT NULL
UNION ALL
SELECT
  CAST(NULL AS STRING), source_id, concat(file, '!/line-', line), CAST(NULL AS STRING),
  CAST(NULL AS STRING), status, concat('line ', line, ' of ', file, ': ', problem)
FROM metadata_problems
