/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each line's job jar beside the jars of each Spark that it is for: nothing twice, nothing missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobJarBesideSparkIT {
  /** What every jar has, and lists of services, of which Java reads all. */
  private static final Pattern IN_MANY_JARS =
      Pattern.compile("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|services/[^/]+)");

  @ParameterizedTest
  @CsvSource({
    "3.5.9, spark3_2.12",
    "3.5.9, spark3_2.13",
    "4.0.5, spark4_2.13",
    "4.2.1, spark4_2.13"
  })
  void nothingIsThereThatSparkBrings(String version, String build) throws Exception {
    Distribution spark = distribution(version, build);
    Set<String> ours = entries(spark.line().jobJar());
    Set<String> twice = new TreeSet<>();
    for (Path library : spark.libraries()) {
      for (String name : entries(library)) {
        if (ours.contains(name) && !IN_MANY_JARS.matcher(name).matches()) {
          twice.add(name + " of " + library.getFileName());
        }
      }
    }

    assertThat(twice).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.9, spark3_2.12",
    "3.5.9, spark3_2.13",
    "4.0.5, spark4_2.13",
    "4.2.1, spark4_2.13"
  })
  void whatOurClassesReferToIsThereOrInSpark(String version, String build) throws Exception {
    Distribution spark = distribution(version, build);
    StringWriter found = new StringWriter();
    PrintWriter out = new PrintWriter(found);
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                out,
                out,
                "--multi-release",
                "17",
                "--missing-deps",
                "-include",
                "org\\.mimicknet\\.(?!shaded\\.).*",
                "-cp",
                spark.libraries().stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)),
                spark.line().jobJar().toString());

    assertThat(code).as(found.toString()).isZero();
    assertThat(found.toString().lines().filter(line -> !line.startsWith("Warning: split package")))
        .isEmpty();
  }

  private static Distribution distribution(String version, String build) throws Exception {
    return build.equals("spark3_2.13")
        ? Distribution.composed(version, build, 17)
        : Distribution.pySpark(version, build, 17);
  }

  private static Set<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName())
          .collect(Collectors.toSet());
    }
  }
}
