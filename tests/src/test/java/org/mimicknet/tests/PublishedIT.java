/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** The published per-image metrics give the numbers of the paper. */
@NeedsSharedData("the published metrics")
class PublishedIT {
  @TempDir Path folder;

  @Test
  void summarizePrintsThePublishedNumbers() throws Exception {
    String warehouse = folder.resolve("warehouse").toString();
    Cli.run(
            folder,
            "import-metrics",
            "--metrics",
            SharedData.reference("published/mimicknet.csv").toString(),
            "--metadata",
            SharedData.reference("published/testing-v2.csv").toString(),
            "--model-name",
            "tmi-2020",
            "--warehouse",
            warehouse)
        .succeeded();

    String printed = Cli.run(folder, "summarize", "--warehouse", warehouse).succeeded().out();

    List<String> cells =
        printed
            .lines()
            .filter(line -> line.startsWith("|tmi-2020"))
            .flatMap(line -> List.of(line.substring(1).split("\\|")).stream())
            .map(String::strip)
            .toList();
    assertThat(cells.subList(0, 7))
        .containsExactly(
            "tmi-2020", "10821", "400", "0.940263", "0.018052", "0.941198", "0.015818");
  }
}
