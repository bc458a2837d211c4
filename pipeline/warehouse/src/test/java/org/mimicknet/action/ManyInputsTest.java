/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.ChildJvm;

/**
 * An ingest of many files is planned in a heap that does not hold the list of them. {@code
 * tests/million} does it with a million.
 */
class ManyInputsTest {
  private static final boolean A_MILLION = Boolean.getBoolean("mimicknet.million");
  private static final int FOLDERS = A_MILLION ? 1_000 : 100;
  private static final int FILES = 1_000;
  private static final String HEAP = A_MILLION ? "-Xmx512m" : "-Xmx200m";
  private static final long LIMIT_SECONDS = A_MILLION ? 3_600 : 180;
  private static final String ROOT = "endless:/%sx%s".formatted(FOLDERS, FILES);

  @TempDir Path folder;

  @Test
  void theyArePlannedByFoldersPatternsAndLists() throws Exception {
    drive(ManyInputs.PLANNED, ROOT + "/site-?0", ROOT, ManyInputs.LIST + list());

    List<String> log = Files.readAllLines(folder.resolve("ManyInputs.log"));
    assertThat(log.get(log.size() - 1)).matches("[0-9]+ s, [0-9]+ MB");
    if (A_MILLION) {
      System.out.println(log.get(log.size() - 1));
    }
  }

  /** Of fewer, Spark itself takes more than the list. */
  @Test
  @EnabledIfSystemProperty(named = "mimicknet.million", matches = "true")
  void theirListDoesNotFitIntoThatHeap() {
    assertThatThrownBy(() -> drive(ManyInputs.COLLECTED, ROOT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("OutOfMemoryError");
  }

  private Path list() throws IOException {
    Path list = folder.resolve("list.txt");
    try (BufferedWriter out = Files.newBufferedWriter(list)) {
      for (int i = 0; i < FOLDERS * FILES; i++) {
        out.write(EndlessStorage.file(FOLDERS, FILES, i));
        out.newLine();
      }
    }
    return list;
  }

  private void drive(String how, String... paths) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(how, String.valueOf(FOLDERS * FILES), folder.resolve("warehouse").toString()));
    arguments.addAll(List.of(paths));
    ChildJvm.start(folder, List.of(HEAP), ManyInputs.class, arguments.toArray(String[]::new))
        .succeeded(LIMIT_SECONDS);
  }
}
