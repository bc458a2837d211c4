--
-- Copyright 2026 the MimickNet for Spark authors
-- SPDX-License-Identifier: Apache-2.0
--

-- Per site, how many frames and members have which defect. Those from n_non_finite on have no pixels.
SELECT
  site,
  count(*) FILTER (WHERE status = 'ok') AS n_frames,
  count(*) FILTER (WHERE quality.das_constant OR quality.clinical_constant) AS n_constant,
  count(*) FILTER (WHERE quality.das_zero_share = 1 OR quality.clinical_zero_share = 1) AS n_empty,
  count(*) FILTER (WHERE quality.das_clipped_share > 0.01) AS n_das_clipped,
  count(*) FILTER (WHERE quality.clinical_saturated_share > 0.01) AS n_clinical_saturated,
  count(*) FILTER (WHERE quality.size_differs) AS n_size_differs,
  count(*) FILTER (WHERE quality.colour_doppler) AS n_colour_doppler,
  count(*) FILTER (WHERE quality.region_outside) AS n_region_outside,
  count(*) FILTER (WHERE pairing = 'unverified') AS n_unverified,
  count(*) FILTER (WHERE text_edges >= 6) AS n_text_edges,
  count(frame_id) - count(DISTINCT frame_id) AS n_duplicates,
  count(*) FILTER (WHERE status = 'non_finite') AS n_non_finite,
  count(*) FILTER (WHERE status = 'size_mismatch') AS n_size_mismatch
FROM frames
GROUP BY site
