--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- The columns of enhanced that a row of the view metrics_csv gives; problem says why a row cannot be
-- read. Values that are not a number (NaN) are undefined and become NULL.
SELECT
  file, source_id, line,
  fields['filename'] AS filename,
  CASE
    WHEN problem IS NOT NULL THEN problem
    WHEN fields['filename'] IS NULL THEN 'no filename'
    WHEN exists(${published}, name -> try_cast(fields[name] AS DOUBLE) IS NULL) THEN concat(
      'no number in ',
      array_join(filter(${published}, name -> try_cast(fields[name] AS DOUBLE) IS NULL), ', '))
  END AS problem
  , nanvl(try_cast(fields[regexp_replace('${metric}', '^das_', 'iq_')] AS DOUBLE), NULL) AS ${metric}
FROM metrics_csv
