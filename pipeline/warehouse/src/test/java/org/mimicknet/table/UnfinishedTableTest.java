/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    clear(() -> {});

    assertThat(log).doesNotExist();
  }

  @Test
  void whatChangesIsOfAnotherRunThatMakesTheTable() throws IOException {
    Path unfinished = Files.writeString(log.resolve(UNFINISHED), "{");

    clear(() -> write(unfinished, "{}"));

    assertThat(unfinished).hasContent("{}");
  }

  @Test
  void aCommitStays() throws IOException {
    Path commit = Files.writeString(log.resolve("00000000000000000000.json"), "{}");

    clear(() -> {});

    assertThat(commit).hasContent("{}");
  }

  private void clear(Runnable pause) {
    UnfinishedTable.clear(new Configuration(), table.toUri().toString(), pause);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
