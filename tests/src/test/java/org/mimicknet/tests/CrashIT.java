/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver is killed between the batches of an ingest; the next run finishes the work. */
class CrashIT {
  private static final int ARCHIVES = 6;
  private static final long LIMIT_SECONDS = 180;

  @TempDir Path folder;

  @Test
  void afterAKillEveryFrameIsThereOnce() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    for (int i = 0; i < ARCHIVES; i++) {
      Files.write(
          archives.resolve(i + ".zip"), Archives.zip("a.mat", MatFrames.uncompressed(40, 30, i)));
    }
    Path commits = folder.resolve("warehouse/frames/_delta_log");
    String[] ingest = {
      "ingest",
      "--input",
      archives.toString(),
      "--warehouse",
      folder.resolve("warehouse").toString(),
      "--batch-bytes",
      "1"
    };

    Process killed =
        Cli.start(folder, folder.resolve("out.txt"), folder.resolve("err.txt"), ingest);
    waitUntilThereAre(3, commits, killed);
    killed.destroyForcibly().waitFor();
    long committed = paths().size();
    Cli.Run second = Cli.run(folder, ingest).succeeded();

    assertThat(killed.exitValue()).isNotZero();
    assertThat(committed).isBetween(1L, ARCHIVES - 1L);
    assertThat(second.out()).contains("Ingest: " + (ARCHIVES - committed) + " frames");
    assertThat(paths())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ARCHIVES).mapToObj(i -> List.of(i + ".zip!/a.mat#0")).toList());
  }

  private List<List<String>> paths() throws Exception {
    return Cli.tables(
            folder, folder.resolve("warehouse").toString(), "SELECT source_path FROM frames")
        .get(0);
  }

  /** Commit 0 makes the table; each further one is a batch. */
  private static void waitUntilThereAre(int count, Path log, Process process)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (commits(log) < count) {
      assertThat(process.isAlive()).as("the ingest ended before it was killed").isTrue();
      assertThat(System.nanoTime()).as("no commit within the limit").isLessThan(end);
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private static long commits(Path log) throws IOException {
    if (!Files.isDirectory(log)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(log)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
