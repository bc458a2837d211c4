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
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.table.ChildJvm;

/**
 * An ingest of many files is planned in a heap that does not hold the list of them. {@code
 * tests/million} does it with a million.
 */
class ManyInputsTest {
  private static final int FOLDERS = 100;
  private static final int FILES = Integer.getInteger("mimicknet.million", 0) == 0 ? 1_000 : 10_000;
  private static final String HEAP = FILES == 1_000 ? "-Xmx200m" : "-Xmx512m";
  private static final String ALL = String.valueOf(FOLDERS * FILES);
  private static final String ROOT = "endless:/%sx%s".formatted(FOLDERS, FILES);

  @TempDir Path folder;

  @Test
  void byFolders() throws Exception {
    plan("inputs", ALL, ROOT);
  }

  @Test
  void byAPattern() throws Exception {
    String tenth = String.valueOf(FOLDERS * FILES / 10);

    plan("inputs", tenth, ROOT + "/site-?0/*.zip", ROOT + "/site-0/*");
  }

  @Test
  void byAList() throws Exception {
    plan("lists", ALL, list().toString());
  }

  @Test
  void theirListDoesNotFitIntoThatHeap() {
    assertThatThrownBy(() -> plan(ManyInputs.COLLECTED, ALL, ROOT))
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

  private void plan(String how, String files, String... paths) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of(how, files, folder.resolve("warehouse").toString()));
    arguments.addAll(List.of(paths));
    ChildJvm.start(folder, List.of(HEAP), ManyInputs.class, arguments.toArray(String[]::new))
        .succeeded();
    List<String> log = Files.readAllLines(folder.resolve("ManyInputs.log"));
    String figures = log.get(log.size() - 1);
    assertThat(figures).matches("[0-9]+ s, [0-9]+ MB");
    if (FILES > 1_000) {
      System.out.printf("%s files, %s, %s: %s%n", files, how, HEAP, figures);
    }
  }
}
