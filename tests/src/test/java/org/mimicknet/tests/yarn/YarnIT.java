/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.tests.Archives;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.MatFrames;

/** How the program ends on YARN, and how it lives with what YARN does where memory runs out. */
class YarnIT {
  @TempDir private static Path folder;

  private static YarnCluster yarn;

  @BeforeAll
  static void start() throws IOException {
    yarn = new YarnCluster(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    if (yarn != null) {
      yarn.close();
    }
  }

  @Test
  void aSecondAttemptEndsAsTheFirstAndAFrameThatIsTooLargeEndsNoExecutor() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    Files.write(
        archives.resolve("good.zip"), Archives.zip("a.mat", MatFrames.uncompressed(40, 30, 1)));
    Files.write(archives.resolve("large.mat"), MatFrames.uncompressed(3000, 3000, 2));
    String warehouse = folder.resolve("warehouse").toString();

    Cli.Run run =
        yarn.submit(
            "cluster",
            List.of("spark.yarn.maxAppAttempts=2"),
            "ingest",
            "--input",
            archives.toString(),
            "--warehouse",
            warehouse);

    assertThat(run.endedWith(1).err()).contains("User application exited with status 3");
    assertThat(
            Cli.tables(
                folder,
                warehouse,
                "SELECT outcome FROM last_runs",
                "SELECT source_path, status FROM frames ORDER BY source_path"))
        .containsExactly(
            List.of(List.of("exceeded_failures"), List.of("exceeded_failures")),
            List.of(List.of("good.zip!/a.mat#0", "ok"), List.of("large.mat#0", "limit_exceeded")));
    assertThat(yarn.logs())
        .contains("-XX:OnOutOfMemoryError='kill %p'")
        .doesNotContain("Lost executor");
  }

  @Test
  void successIsSuccessAndThereIsOneAttempt() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("good"));
    Files.write(
        archives.resolve("good.zip"), Archives.zip("a.mat", MatFrames.uncompressed(40, 30, 1)));

    Cli.Run run =
        yarn.submit(
            "cluster",
            List.of(),
            "ingest",
            "--input",
            archives.toString(),
            "--warehouse",
            folder.resolve("other").toString());

    assertThat(run.succeeded().err()).contains("final status: SUCCEEDED");
  }

  @Test
  void whatEndsBeforeSparkStartsIsToldByItsCodeToo() throws Exception {
    assertThat(yarn.submit("cluster", List.of(), "ingest", "--inputs", "x").endedWith(1).err())
        .contains("User application exited with status 1");
  }

  @Test
  void inClientModeTheCodeIsThatOfTheProcess() throws Exception {
    yarn.submit("client", List.of(), "summarize", "--warehouse", folder.resolve("no").toString())
        .endedWith(2);
  }
}
