/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and messages, as a scheduler and a person see them. */
class CommandLineIT {
  @TempDir Path folder;

  @Test
  void aWrongOptionIsWrongUsage() throws Exception {
    Cli.Run run = Cli.run(folder, "ingest", "--nonsense").endedWith(1);

    assertThat(run.err()).contains("--input").contains("Usage: mimicknet ingest");
  }

  @Test
  void aModelThatIsNotThereIsBadInputAndIsSaidWithoutAStackTrace() throws Exception {
    Cli.Run run =
        Cli.run(folder, "enhance", "--warehouse", "w", "--model", folder.resolve("m").toString())
            .endedWith(2);

    assertThat(run.err()).contains("Cannot read the model").doesNotContain("\tat ");
  }

  @Test
  void verboseShowsTheStackTrace() throws Exception {
    Cli.Run run =
        Cli.run(folder, "enhance", "--verbose", "--warehouse", "w", "--model", "no-model")
            .endedWith(2);

    assertThat(run.err()).contains("\tat org.mimicknet");
  }

  @Test
  void aDryRunOnAWarehouseThatIsNotThereSaysWhatWouldBeDoneAndMakesNothing() throws Exception {
    Path input = Files.createDirectory(folder.resolve("archives"));
    Files.write(input.resolve("a.mat"), MatFrames.uncompressed(20, 17, 1));

    Cli.Run run =
        Cli.run(
                folder,
                "ingest",
                "--dry-run",
                "--input",
                input.toString(),
                "--warehouse",
                folder.resolve("warehouse").toString())
            .succeeded();

    assertThat(run.out()).contains("Would ingest 1 archives or files").contains("0 are in");
    assertThat(folder.resolve("warehouse")).doesNotExist();
  }

  @Test
  void anInputThatIsNotThereIsBadInput() throws Exception {
    Cli.Run run =
        Cli.run(
                folder,
                "ingest",
                "--input",
                folder.resolve("absent").toString(),
                "--warehouse",
                folder.resolve("warehouse").toString())
            .endedWith(2);

    assertThat(run.err()).contains("Cannot read").contains("absent").doesNotContain("\tat ");
  }
}
