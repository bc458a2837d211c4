/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.table.Rows.dataset;
import static org.mimicknet.table.Rows.frame;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;

/** What a warehouse does in a session is not seen by its user, nor by another warehouse. */
class WarehouseSessionTest extends SparkTest {
  private static final CountDownLatch WRITING = new CountDownLatch(1);
  private static final CountDownLatch LOOKED_AT = new CountDownLatch(1);

  @TempDir Path folder;
  private SparkSession user;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    user = spark.newSession();
    warehouse = Warehouse.create(user, folder.resolve("warehouse").toString());
    Rows.append(warehouse, Table.FRAMES, frame("site", "study", "f1"));
  }

  @Test
  void viewsOfTheUserStayAsTheyAre() {
    user.range(3).createOrReplaceTempView("frames");
    user.range(3).createOrReplaceTempView("sources");

    assertThat(warehouse.sql("SELECT frames FROM sources").first().getLong(0)).isEqualTo(1);

    assertThat(user.table("frames").count()).isEqualTo(3);
    assertThat(user.table("sources").count()).isEqualTo(3);
    assertThatThrownBy(warehouse::registerViews)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot register the views of the warehouse: the session has temporary views of its own"
                + " named frames, sources. Drop them, or query the warehouse by Warehouse.sql");
    assertThat(user.table("frames").count()).isEqualTo(3);
  }

  @Test
  void viewsAreRegisteredInTheSessionOfTheUserAndReplaceThoseOfAWarehouse() {
    Warehouse other = Warehouse.create(user, folder.resolve("other").toString());
    warehouse.registerViews();
    assertThat(user.sql("SELECT ok FROM sources").collectAsList()).hasSize(1);

    other.registerViews();

    assertThat(user.sql("SELECT ok FROM sources").collectAsList()).isEmpty();
  }

  @Test
  void twoWarehousesOfOneSessionDoNotShareViews() {
    Warehouse other = Warehouse.create(user, folder.resolve("other").toString());
    warehouse.sql("CREATE TEMPORARY VIEW mine AS SELECT * FROM frames");

    assertThat(other.sql("SELECT * FROM frames").count()).isZero();

    assertThat(warehouse.sql("SELECT * FROM mine").count()).isEqualTo(1);
  }

  @Test
  void theSettingsOfTheUserAreTheSameBeforeDuringAndAfterAWrite() throws Exception {
    var before = user.conf().getAll();
    Dataset<Row> rows =
        dataset(
            warehouse.spark(),
            warehouse.schema(Table.FRAMES),
            List.of(frame("site", "study", "f2")));
    Dataset<Row> slow =
        rows.map((MapFunction<Row, Row>) WarehouseSessionTest::wait, Encoders.row(rows.schema()));
    ExecutorService background = Executors.newSingleThreadExecutor();
    try {
      AppendTicket ticket = warehouse.ticket(Table.FRAMES, "test");
      Future<AppendResult> write =
          background.submit(() -> warehouse.replace(ticket, "frame_id = 'f1'", slow));
      assertThat(WRITING.await(2, TimeUnit.MINUTES)).as("the write is under way").isTrue();

      assertThat(user.conf().getAll()).isEqualTo(before);
      LOOKED_AT.countDown();

      assertThat(write.get(2, TimeUnit.MINUTES)).isEqualTo(AppendResult.COMMITTED);
    } finally {
      LOOKED_AT.countDown();
      background.shutdown();
    }
    assertThat(user.conf().getAll()).isEqualTo(before);
  }

  @Test
  void settingsOfTheUserHoldForTheWarehouseAlsoWhenTheyChange() {
    String key = "spark.mimicknet.summarize.attempts";
    user.conf().set(key, "3");
    assertThat(warehouse.spark().conf().get(key)).isEqualTo("3");
    user.conf().set(key, "4");
    assertThat(warehouse.spark().conf().get(key)).isEqualTo("4");
    user.conf().unset(key);
    assertThat(warehouse.spark().conf().getOption(key).isDefined()).isFalse();
  }

  @Test
  void rowsCanBeJoinedWithThoseOfTheUser() {
    Dataset<Row> own = user.sql("SELECT 'f1' AS frame_id, 'mine' AS label");
    Dataset<Row> frames = warehouse.read(Table.FRAMES).select("frame_id");

    assertThat(own.join(frames, "frame_id").select("label").first().getString(0)).isEqualTo("mine");
    assertThat(frames.join(own, "frame_id").select("label").first().getString(0)).isEqualTo("mine");
  }

  @Test
  void rowsOfTheUserAreWrittenWithTheSettingsOfTheWarehouse() {
    Dataset<Row> rows =
        dataset(user, warehouse.schema(Table.FRAMES), List.of(frame("site", "study", "f2")));

    warehouse.append(warehouse.ticket(Table.FRAMES, "test"), rows);

    assertThat(warehouse.read(Table.FRAMES).count()).isEqualTo(2);
    assertThat(warehouse.read(Table.FRAMES).inputFiles())
        .allSatisfy(file -> assertThat(file).endsWith(".zstd.parquet"));
  }

  private static Row wait(Row row) throws InterruptedException {
    WRITING.countDown();
    if (!LOOKED_AT.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("Nobody looked at the settings");
    }
    return row;
  }
}
