/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedTableTest {
  private static final String UNFINISHED = ".00000000000000000000.json.0a1b.tmp";

  @TempDir Path table;

  private Path log;

  @BeforeEach
  void makeLog() throws IOException {
    log = Files.createDirectories(table.resolve("_delta_log/_commits")).getParent();
  }

  @Test
  void whatAKilledRunHasLeftGoes() throws IOException {
    Files.writeString(log.resolve(UNFINISHED), "{");

    clear(Duration.ZERO);

    assertThat(log).doesNotExist();
  }

  @Test
  void whatChangesIsOfAnotherRunThatMakesTheTable() throws Exception {
    Path unfinished = Files.writeString(log.resolve(UNFINISHED), "{");
    CompletableFuture<Void> clearing =
        CompletableFuture.runAsync(() -> clear(Duration.ofSeconds(3)));
    while (!clearing.isDone()) {
      Files.writeString(unfinished, Files.readString(unfinished) + "{");
      Thread.onSpinWait();
    }

    clearing.join();
    assertThat(unfinished).exists();
  }

  @Test
  void aCommitStays() throws IOException {
    Path commit = Files.writeString(log.resolve("00000000000000000000.json"), "{}");

    clear(Duration.ZERO);

    assertThat(commit).hasContent("{}");
  }

  private void clear(Duration standstill) {
    UnfinishedTable.clear(new Configuration(), table.toUri().toString(), standstill);
  }
}
