/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The demonstration gives the same on every line of Spark, to the last digit and pixel. */
class DemoOnLinesIT {
  @BeforeAll
  static void allLinesAreBuilt() throws Exception {
    Line.requireAll();
  }

  @ParameterizedTest
  @MethodSource("org.mimicknet.tests.lines.Dump#tablesAndViews")
  void everyRowIsTheSame(String name) throws Exception {
    var expected = SharedWarehouses.demos().get(Line.SPARK3_SCALA212).dump().rows(name);
    assertThat(expected).as(name).isNotEmpty();
    for (Line line : Line.values()) {
      assertThat(SharedWarehouses.demos().get(line).dump().rows(name))
          .as("%s of %s", name, line)
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void framesAndResultsWereAmongTheRows() throws Exception {
    Dump dump = SharedWarehouses.demos().get(Line.SPARK4).dump();
    assertThat(dump.rows("frames"))
        .anyMatch(row -> row.contains("\"das\":\""))
        .anyMatch(row -> row.contains("\"status\":\"truncated\""));
    assertThat(dump.rows("enhanced")).anyMatch(row -> row.contains("\"gc_ssim\":0."));
    assertThat(dump.rows("study_summary")).anyMatch(row -> row.contains("\"ci95_low\":0."));
    assertThat(dump.rows("overall")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Line.class)
  void printedTablesAreTheSame(Line line) throws Exception {
    assertThat(printed(line)).isEqualTo(printed(Line.SPARK3_SCALA212));
  }

  private static String printed(Line line) throws Exception {
    String home = "/" + line.name() + "/";
    return SharedWarehouses.demos().get(line).printed().replace(home, "/");
  }
}
