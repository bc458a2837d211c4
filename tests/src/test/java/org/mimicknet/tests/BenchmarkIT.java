/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shape of what {@code benchmark} writes; how fast a machine is, no test says. */
class BenchmarkIT {
  @TempDir Path folder;

  @Test
  void everyFigureIsANumberAboveZeroAndEveryTargetHasARatio() throws Exception {
    Path json = folder.resolve("benchmark.json");

    Cli.Run run =
        Cli.run(
                folder,
                "benchmark",
                "--seconds",
                "0.05",
                "--rounds",
                "1",
                "--frames",
                "2",
                "--shapes",
                "64x32",
                "--json",
                json.toString())
            .endedWith(0);

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("lines")).hasSizeGreaterThan(9);
    for (JsonNode line : report.get("lines")) {
      double median = line.get("median").asDouble();
      assertThat(median).as(line.get("name").asText()).isPositive().isFinite();
      assertThat(line.get("unit").asText()).isNotEmpty();
      assertThat(line.get("rounds")).hasSize(1);
    }
    for (JsonNode target : report.get("targets")) {
      assertThat(target.get("ratio").asDouble()).isPositive().isFinite();
      assertThat(target.get("met").asBoolean())
          .isEqualTo(target.get("ratio").asDouble() >= target.get("at_least").asDouble());
    }
    assertThat(run.out()).contains("| all 28 metrics, 64x32 |").contains("enhance in Spark");
  }
}
