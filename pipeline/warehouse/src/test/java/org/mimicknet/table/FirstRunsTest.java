/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;

/** Two runs make, or upgrade, one warehouse at the same time. */
class FirstRunsTest extends SparkTest {
  @TempDir Path folder;

  @RepeatedTest(3)
  void twoFirstRunsAtOnceBothFindTheWarehouse() throws Exception {
    createTwiceAtOnce();

    Warehouse warehouse = Warehouse.open(spark, folder.toString());
    Rows.append(warehouse, Table.FRAMES, Rows.frame("site", "study", "f"));
    assertThat(warehouse.read(Table.FRAMES).count()).isEqualTo(1);
  }

  @Test
  void twoRunsAtOnceUpgradeAnOldWarehouse() throws Exception {
    Warehouse old = Warehouse.create(spark, folder.toString());
    OldTables.dropQuality(old);

    createTwiceAtOnce();

    assertThat(spark.read().format("delta").load(old.location(Table.FRAMES)).columns())
        .containsOnlyOnce("quality");
  }

  @Test
  void aFolderBelowATableOfSomeoneElseIsNoWarehouse() {
    spark.range(1).write().format("delta").save(folder.toString());
    Path below = folder.resolve("warehouse");

    assertThatThrownBy(() -> Warehouse.open(spark, below.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no table frames in it");
    assertThat(Warehouse.create(spark, below.toString()).read(Table.FRAMES).count()).isZero();
  }

  private void createTwiceAtOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService runs = Executors.newFixedThreadPool(2);
    try {
      Future<Warehouse> first = runs.submit(() -> create(start));
      Future<Warehouse> second = runs.submit(() -> create(start));
      first.get(5, TimeUnit.MINUTES);
      second.get(5, TimeUnit.MINUTES);
    } finally {
      runs.shutdownNow();
    }
  }

  private Warehouse create(CyclicBarrier start) throws Exception {
    SparkSession session = spark.newSession();
    start.await(1, TimeUnit.MINUTES);
    Warehouse warehouse = Warehouse.create(session, folder.toString());
    warehouse.columns(Table.FRAMES); // as whoever writes to it asks for them
    return warehouse;
  }
}
