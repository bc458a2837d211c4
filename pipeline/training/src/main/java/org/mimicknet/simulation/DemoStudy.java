/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A study of the demonstration.
 *
 * @param index from 0; the scanners take turns
 * @param frames good frames in it
 */
record DemoStudy(int index, int frames) {
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 3, 1, 10, 15);
  private static final DateTimeFormatter DIGITS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
  private static final int[] SIZES = {3, 2, 4};

  /** Studies of 2 to 4 frames, the last one possibly shorter, that add up to {@code frames}. */
  static List<DemoStudy> plan(int frames) {
    List<DemoStudy> studies = new ArrayList<>();
    for (int left = frames; left > 0; ) {
      int index = studies.size();
      int size = Math.min(left, SIZES[(index + index / SIZES.length) % SIZES.length]);
      studies.add(new DemoStudy(index, size));
      left -= size;
    }
    return studies;
  }

  DemoScanner scanner() {
    DemoScanner[] scanners = DemoScanner.values();
    return scanners[index % scanners.length];
  }

  /** 14 digits: the id of the study. */
  String timestampId() {
    return FIRST.plusHours(7L * index).format(DIGITS);
  }

  /** The laboratory sweeps the voltage within a study, as the published phantom data do. */
  Acquisition acquisition(int frame) {
    Acquisition preset = scanner().preset(index / DemoScanner.values().length);
    if (scanner() != DemoScanner.C) {
      return preset;
    }
    return new Acquisition(
        preset.probe(),
        preset.target(),
        preset.harmonics(),
        preset.frequencyHz(),
        preset.focusMm(),
        preset.voltageV() / (1 << Math.min(frame, 6)),
        preset.axialSamples(),
        preset.lateralLines());
  }

  String fileName(int frame) {
    return "%s.%s_part%s_0.mat".formatted(scanner().code(), timestampId(), frame + 1);
  }
}
