/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Metadata in the published columns, and the site. {@code datapath} stays empty. */
final class MetadataCsv {
  private static final String HEADER =
      "filename,axial_samples,lateral_samples,initial_radius,final_radius,initial_angle,"
          + "final_angle,f0,timestamp_id,datapath,probe,scanner,target,f0_mhz,span_deg,focus_cm,v,"
          + "harm,site\n";

  private final StringBuilder rows = new StringBuilder(HEADER);

  /** A row for a file of that study. */
  void add(String fileName, DemoStudy study, Acquisition acquisition) {
    add(fileName, study.timestampId(), study.scanner().code(), study.scanner().site(), acquisition);
  }

  /** A row for a file. */
  void add(String fileName, String studyId, String scanner, String site, Acquisition acquisition) {
    PolarGrid grid = acquisition.grid();
    rows.append(fileName)
        .append(',')
        .append(acquisition.axialSamples())
        .append(',')
        .append(acquisition.lateralLines())
        .append(',')
        .append(grid.initialRadius())
        .append(',')
        .append(grid.finalRadius())
        .append(',')
        .append(grid.initialAngle())
        .append(',')
        .append(grid.finalAngle())
        .append(',')
        .append(acquisition.frequencyHz())
        .append(',')
        .append(studyId)
        .append(",,")
        .append(acquisition.probe().code())
        .append(',')
        .append(scanner)
        .append(',')
        .append(acquisition.target().label())
        .append(',')
        .append(String.format(Locale.ROOT, "%.1f", acquisition.frequencyHz() / 1e6))
        .append(',')
        .append(acquisition.probe().spanDeg())
        .append(',')
        .append(acquisition.focusMm() / 10)
        .append(',')
        .append(acquisition.voltageV())
        .append(',')
        .append(acquisition.harmonics() == Harmonics.HARMONIC ? 1 : 0)
        .append(',')
        .append(site)
        .append('\n');
  }

  byte[] bytes() {
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }
}
