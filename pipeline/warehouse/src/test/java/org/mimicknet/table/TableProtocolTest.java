/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every program that knows Delta reads our tables, and each Spark that we run on goes on with them:
 * they are of the oldest protocol. Read from the log, as such programs do.
 */
class TableProtocolTest extends SparkTest {
  private static final String OLDEST =
      "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";

  @TempDir Path folder;

  @Test
  void isTheOldestOfDelta() {
    assertThat(protocols()).hasSize(Table.values().length).containsOnly(OLDEST);
  }

  @ParameterizedTest
  @CsvSource({
    "enableDeletionVectors, true",
    "enableChangeDataFeed, true",
    "columnMapping.mode, name",
    "checkpointPolicy, v2",
    "enableTypeWidening, true",
    "enableRowTracking, true",
    "enableInCommitTimestamps, true",
  })
  void noDefaultOfTheSessionMakesItOneThatSomeCannotRead(String property, String value) {
    withSetting(
        "spark.databricks.delta.properties.defaults." + property,
        value,
        () -> assertThat(protocols()).hasSize(Table.values().length).containsOnly(OLDEST));
  }

  /** Makes all tables and gives every protocol that their logs state. */
  private List<String> protocols() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    return Stream.of(Table.values())
        .flatMap(
            table -> {
              warehouse.make(table);
              return log(Path.of(URI.create(warehouse.location(table))));
            })
        .filter(action -> action.startsWith("{\"protocol\":"))
        .toList();
  }

  private static Stream<String> log(Path table) {
    try {
      return Files.readAllLines(table.resolve("_delta_log/00000000000000000000.json")).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
