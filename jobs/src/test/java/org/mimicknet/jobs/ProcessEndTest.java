/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEndTest {
  @Test
  void successReturns() throws Exception {
    ProcessEnd.with(0); // Otherwise this JVM would end.
  }

  @Test
  void onlyADriverInsideYarnIsInItsApplicationMaster() {
    assertThat(isInApplicationMaster("yarn", "cluster")).isTrue();
    assertThat(isInApplicationMaster("yarn", "client")).isFalse();
    assertThat(isInApplicationMaster("spark://host:7077", "cluster")).isFalse();
    assertThat(ProcessEnd.isInApplicationMaster(Map.<String, String>of()::get)).isFalse();
  }

  private static boolean isInApplicationMaster(String master, String deployMode) {
    return ProcessEnd.isInApplicationMaster(
        Map.of("spark.master", master, "spark.submit.deployMode", deployMode)::get);
  }
}
