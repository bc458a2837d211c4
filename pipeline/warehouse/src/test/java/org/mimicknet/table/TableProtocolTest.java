/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that one line makes, every other reads and writes: it asks the least of Delta. */
class TableProtocolTest extends SparkTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aNewTableNeedsNoFeatureThatDeltaForSpark35Lacks(Table table) {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    if (!warehouse.has(table)) {
      warehouse.make(table);
    }

    Row detail =
        DeltaTable.forPath(spark, folder.resolve(table.sqlName()).toString()).detail().first();

    assertThat(detail.<Integer>getAs("minReaderVersion")).isEqualTo(1);
    assertThat(detail.<Integer>getAs("minWriterVersion")).isEqualTo(2);
    assertThat(detail.<String>getList(detail.fieldIndex("tableFeatures")))
        .containsExactlyInAnyOrder("appendOnly", "invariants");
  }
}
