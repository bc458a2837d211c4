--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- The columns of frames that a row of the view metadata_csv gives, and the names of the fields that it
-- lacks. The voltage is known for research scanners only: its absence is no defect.
SELECT
  file, source_id, line, problem,
  fields['filename'] AS filename,
  fields['timestamp_id'] AS study_id,
  fields['scanner'] AS scanner,
  fields['probe'] AS probe,
  fields['target'] AS target,
  CASE WHEN try_cast(fields['harm'] AS DOUBLE) IN (0, 1) THEN try_cast(fields['harm'] AS DOUBLE) = 1 END AS harmonic,
  nanvl(try_cast(fields['f0'] AS DOUBLE), NULL) AS frequency_hz,
  nanvl(try_cast(fields['v'] AS DOUBLE), NULL) AS voltage_v,
  named_struct(
    'initial_radius', nanvl(try_cast(fields['initial_radius'] AS DOUBLE), NULL),
    'final_radius', nanvl(try_cast(fields['final_radius'] AS DOUBLE), NULL),
    'initial_angle', nanvl(try_cast(fields['initial_angle'] AS DOUBLE), NULL),
    'final_angle', nanvl(try_cast(fields['final_angle'] AS DOUBLE), NULL)) AS geometry,
  try_cast(fields['axial_samples'] AS INT) AS height,
  try_cast(fields['lateral_samples'] AS INT) AS width,
  map_filter(
    map('span_deg', fields['span_deg'], 'focus_cm', fields['focus_cm']),
    (name, value) -> value IS NOT NULL) AS extra,
  concat_ws(', ',
    CASE WHEN fields['timestamp_id'] IS NULL THEN 'timestamp_id' END,
    CASE WHEN fields['scanner'] IS NULL THEN 'scanner' END,
    CASE WHEN fields['probe'] IS NULL THEN 'probe' END,
    CASE WHEN fields['target'] IS NULL THEN 'target' END,
    CASE WHEN coalesce(try_cast(fields['harm'] AS DOUBLE) NOT IN (0, 1), true) THEN 'harm' END,
    nullif(array_join(
      filter(
        array('f0', 'initial_radius', 'final_radius', 'initial_angle', 'final_angle'),
        name -> nanvl(try_cast(fields[name] AS DOUBLE), NULL) IS NULL), ', '), ''),
    nullif(array_join(
      filter(
        array('axial_samples', 'lateral_samples'),
        name -> try_cast(fields[name] AS INT) IS NULL), ', '), '')) AS missing
FROM metadata_csv
