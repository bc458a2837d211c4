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
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.tests.python.PySpark;

/**
 * Each line's job jar beside the jars of each Spark that it is for: nothing twice, nothing missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobJarBesideSparkIT {
  /** What every jar has, and lists of services, of which Java reads all. */
  private static final Pattern IN_MANY_JARS =
      Pattern.compile("META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|services/[^/]+)");

  /** A version of PySpark, and the build for it; of Spark 3.5 on Scala 2.13 its scripts. */
  private static Stream<Arguments> distributions() {
    return Stream.of(
        Arguments.of(PySpark.SPARK_3_5, "spark3_2.12"),
        Arguments.of(PySpark.SPARK_3_5, "spark3_2.13"),
        Arguments.of(PySpark.SPARK_4_0, "spark4_2.13"),
        Arguments.of(PySpark.SPARK_4_2, "spark4_2.13"));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void nothingIsThereThatSparkBrings(String version, String build) throws Exception {
    Distribution spark = Distribution.of(version, build, 17);
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
  @MethodSource("distributions")
  void whatOurClassesReferToIsThereOrInSpark(String version, String build) throws Exception {
    Distribution spark = Distribution.of(version, build, 17);
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

  private static Set<String> entries(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName())
          .collect(Collectors.toSet());
    }
  }
}
