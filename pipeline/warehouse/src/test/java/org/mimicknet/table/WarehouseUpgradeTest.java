/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that a version of this program made which knew fewer columns. */
class WarehouseUpgradeTest extends SparkTest {
  @TempDir Path folder;

  @Test
  void aReaderSeesNullAndTheNextWriterAddsTheColumnsWithTheirComments() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Rows.append(warehouse, Table.FRAMES, Rows.frame("site", "study", "frame"));
    StructField quality = warehouse.schema(Table.FRAMES).apply("quality");
    OldTables.dropQuality(warehouse);

    Warehouse old = Warehouse.open(spark, folder.toString());
    old.registerViews();
    assertThat(sql("SELECT n_frames, n_constant FROM data_quality"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("1 0");
    assertThat(stored(warehouse)).doesNotContain("quality");

    Rows.append(old, Table.FRAMES, Rows.frame("site", "study", "another"));

    assertThat(stored(warehouse)).contains("quality");
    assertThat(warehouse.schema(Table.FRAMES).apply("quality")).isEqualTo(quality);
    assertThat(sql("SELECT frame_id, quality FROM " + warehouse.identifier(Table.FRAMES)))
        .extracting(row -> row.mkString(" "))
        .containsExactlyInAnyOrder("frame null", "another null");
  }

  @Test
  void aTableThatDoesNotTellOfRedactionsGetsNull() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Rows.append(warehouse, Table.FRAMES, Rows.frame("site", "study", "frame"));
    OldTables.dropRedaction(warehouse);

    Warehouse old = Warehouse.open(spark, folder.toString());
    old.registerViews();

    assertThat(sql("SELECT n_frames, n_text_edges FROM data_quality"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("1 0");
    Rows.append(
        old,
        Table.FRAMES,
        Rows.with(Rows.frame("site", "study", "another"), "redaction", "region"));
    assertThat(sql("SELECT frame_id, redaction FROM " + warehouse.identifier(Table.FRAMES)))
        .extracting(row -> row.mkString(" "))
        .containsExactlyInAnyOrder("frame null", "another region");
  }

  @Test
  void fieldsThatAStructLacksAreAddedToo() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    OldTables.dropQuality(warehouse);
    spark.sql(
        "ALTER TABLE %s ADD COLUMNS (quality STRUCT<das_constant: BOOLEAN>)"
            .formatted(warehouse.identifier(Table.FRAMES)));

    Warehouse.create(spark, folder.toString()).make(Table.FRAMES);

    assertThat(warehouse.schema(Table.FRAMES).apply("quality").dataType().sql())
        .contains("das_constant", "region_outside: BOOLEAN COMMENT 'A region of");
  }

  @Test
  void aColumnThatNeedsNoValueAnyMoreMayBeNull() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    spark.sql(
        "CREATE TABLE %s (trial_id STRING NOT NULL, best_epoch INT NOT NULL) USING delta"
            .formatted(warehouse.identifier(Table.EXPERIMENTS)));

    warehouse.make(Table.EXPERIMENTS);

    assertThat(warehouse.schema(Table.EXPERIMENTS).apply("best_epoch").nullable()).isTrue();
    assertThat(warehouse.schema(Table.EXPERIMENTS).apply("trial_id").nullable()).isFalse();
  }

  private static String[] stored(Warehouse warehouse) {
    return spark.read().format("delta").load(warehouse.location(Table.FRAMES)).columns();
  }
}
