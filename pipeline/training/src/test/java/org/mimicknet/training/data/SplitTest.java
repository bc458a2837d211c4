/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest {
  @Test
  void sharesOfManyStudiesAreThoseOfTheSplit() {
    Map<Role, Integer> counts = new EnumMap<>(Role.class);
    int das = 0;
    Split split = new Split(1);
    for (int i = 0; i < 10_000; i++) {
      counts.merge(split.role("site", "study" + i), 1, Integer::sum);
      das += split.givesDas("site", "study" + i) ? 1 : 0;
    }

    // binomial: standard deviation below 50 studies
    assertThat(counts.get(Role.TRAIN)).isBetween(6800, 7200);
    assertThat(counts.get(Role.VALIDATION)).isBetween(850, 1150);
    assertThat(counts.get(Role.TEST)).isBetween(1800, 2200);
    assertThat(das).isBetween(4800, 5200);
  }

  @Test
  void theRoleDependsOnSiteStudyAndSeed() {
    int changed = 0;
    for (int i = 0; i < 200; i++) {
      String study = "study" + i;
      assertThat(new Split(1).role("a", study)).isEqualTo(new Split(1).role("a", study));
      changed += new Split(1).role("a", study) == new Split(2).role("a", study) ? 0 : 1;
      changed += new Split(1).role("a", study) == new Split(1).role("b", study) ? 0 : 1;
    }

    // 1 - (0.7^2 + 0.1^2 + 0.2^2) = 46 % of 400
    assertThat(changed).isBetween(130, 240);
  }
}
