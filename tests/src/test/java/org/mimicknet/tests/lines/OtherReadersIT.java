/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.lines.SharedWarehouses.Result;
import org.mimicknet.tests.python.VirtualEnvironment;

/**
 * Programs that know Delta and no Spark read each warehouse as Spark does: delta-rs every cell,
 * DuckDB and polars the sums of every column of numbers, numpy the pixels.
 */
class OtherReadersIT {
  private static final Path PROGRAM =
      Path.of(System.getProperty("mimicknet.root"), "tests/python/read_warehouse.py")
          .toAbsolutePath();

  @TempDir private Path folder;

  @BeforeAll
  static void allLinesAreBuilt() throws Exception {
    Line.requireAll();
  }

  @Test
  void readWhatSparkReads() throws Exception {
    VirtualEnvironment python =
        VirtualEnvironment.of("readers", Files.readAllLines(PROGRAM.resolveSibling("readers.txt")));
    List<Result> results = new ArrayList<>(SharedWarehouses.demos().values());
    results.addAll(SharedWarehouses.byTurns());

    List<String> line = new ArrayList<>(List.of(python.python().toString(), PROGRAM.toString()));
    for (Result result : results) {
      line.add(result.path().toString());
      line.add(result.dump().folder().toString());
    }
    Cli.Run run = Cli.run(new ProcessBuilder(line), folder).succeeded();

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .hasSize(results.size() * Dump.TABLES.size())
        .allMatch(table -> table.contains("protocol 1 and 2"))
        .filteredOn(table -> table.startsWith("frames"))
        .allMatch(table -> table.matches(".* [1-9][0-9]* images"));
  }
}
