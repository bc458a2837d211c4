/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RAPIDS and the network on one GPU: neither may take all of its memory (docs/GPU.md). */
class SharedGpuTest {
  @ParameterizedTest
  @ValueSource(strings = {"dataproc-gpu.conf", "serverless-gpu.conf"})
  void bothKeepToTheirShareOfTheMemory(String profile) throws IOException {
    Properties settings = new Properties();
    try (var file = Files.newBufferedReader(Path.of("../conf").resolve(profile))) {
      settings.load(file);
    }

    assertThat(settings)
        .containsEntry("spark.rapids.memory.gpu.pool", "NONE")
        .containsEntry("spark.mimicknet.gpu.memory", "8g");
  }
}
