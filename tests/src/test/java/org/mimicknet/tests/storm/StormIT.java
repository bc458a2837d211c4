/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short storm: the storage fails, and the driver is killed at commits. tests/storm runs longer
 * ones of more kinds.
 */
class StormIT {
  private static final long SEED = 1;

  @TempDir Path folder;

  @Test
  void everyRowIsThereOnceAfterEachRound() throws Exception {
    List<String> told = new ArrayList<>();
    try (Storm storm = new Storm(SEED, folder.toRealPath(), told::add)) {
      storm.prepare();
      List<Kind> kinds = List.of(Kind.STORAGE, Kind.DRIVER);
      for (int round = 0; round < kinds.size(); round++) {
        storm.round(round, kinds.get(round));
      }

      assertThat(storm.wrong()).as(() -> String.join("\n", told)).isEmpty();
      // Else the faults are not where the program is.
      assertThat(storm.tally().kills()).as("processes killed").isPositive();
      assertThat(storm.tally().faults()).as("other faults").isPositive();
    }
  }
}
