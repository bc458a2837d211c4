/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  @Test
  void theOptionsOfTheJvmAreThoseThatSparkAsksFor() throws Exception {
    Path file = Path.of(System.getProperty("mimicknet.root")).resolve("conf/jvm.options");

    assertThat(Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")))
        .containsExactlyInAnyOrder(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+"));
  }
}
