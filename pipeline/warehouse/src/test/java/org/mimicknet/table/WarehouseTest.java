/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.table.Rows.dataset;
import static org.mimicknet.table.Rows.frame;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.metrics.Metric;
import scala.collection.Seq;

class WarehouseTest extends SparkTest {
  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void everyTableAndColumnHasAComment() {
    for (Table table : Table.values()) {
      warehouse.make(table);
      assertThat(warehouse.schema(table).fields())
          .allSatisfy(
              field -> assertThat(field.getComment().isDefined()).as(field.name()).isTrue());
      assertThat(sql("DESCRIBE DETAIL " + warehouse.identifier(table)))
          .singleElement()
          .satisfies(row -> assertThat(row.<String>getAs("description")).isNotBlank());
    }
  }

  @Test
  void aTableWhoseMakingWasCutShortIsMadeByTheNextRun() throws IOException {
    Path log = folder.resolve("cut/frames/_delta_log");
    Files.createDirectories(log.resolve("_commits"));
    Files.writeString(log.resolve(".00000000000000000000.json.tmp"), "half a com");

    Warehouse made = Warehouse.create(spark, folder.resolve("cut").toString());

    assertThat(made.has(Table.FRAMES)).isTrue();
    assertThat(made.read(Table.FRAMES).count()).isZero();
    assertThat(log.resolve("00000000000000000000.json")).exists();
  }

  @Test
  void theMetricsAreColumnsOfEnhancedAndOfStudySummary() {
    String[] columns = Metric.ALL.stream().map(Metric::column).toArray(String[]::new);
    assertThat(columns).hasSize(28).contains("ssim", "das_corr", "hm_psnr", "gc_luminance");
    assertThat(warehouse.schema(Table.ENHANCED).fieldNames()).containsSubsequence(columns);
    assertThat(warehouse.schema(Table.STUDY_SUMMARY).fieldNames()).containsSubsequence(columns);
    StructField corr = warehouse.schema(Table.ENHANCED).apply("das_corr");
    assertThat(corr.getComment().get())
        .isEqualTo(
            "Pearson correlation; NULL when one image is constant: DAS image against the clinical"
                + " image");
  }

  @Test
  void aSecondCreateKeepsWhatIsThere() {
    Rows.append(warehouse, Table.FRAMES, frame("s", "1", "a"));

    Warehouse again = Warehouse.create(spark, warehouse.path());

    assertThat(again.read(Table.FRAMES).count()).isEqualTo(1);
  }

  @Test
  void openingNothingSaysWhereAndWhatToDo() {
    String nowhere = folder.resolve("nowhere").toString();
    assertThatThrownBy(() -> Warehouse.open(spark, nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open the warehouse %s: there is no table frames in it. Check the path, or make"
                + " the warehouse with: ingest --warehouse %s",
            nowhere, nowhere);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void noTableHasDeletionVectorsWhateverIsTheDefaultOfTheSession() {
    SparkSession other = spark.newSession();
    other.conf().set("spark.databricks.delta.properties.defaults.enableDeletionVectors", "true");
    Warehouse fresh = Warehouse.create(other, folder.resolve("fresh").toString());
    fresh.append(fresh.ticket(Table.FRAMES, "ingest"), frames("a", "b"));

    for (Table table : Table.values()) {
      fresh.make(table);
      Row detail = DeltaTable.forPath(other, fresh.location(table)).detail().first();
      assertThat(detail.<Seq<String>>getAs("tableFeatures").mkString(" "))
          .as(table.sqlName())
          .doesNotContain("deletionVectors");
    }
    DeltaTable frames = DeltaTable.forPath(other, fresh.location(Table.FRAMES));
    frames.delete("frame_id = 'a'");
    assertThat(
            frames
                .history(1)
                .first()
                .<scala.collection.Map<String, String>>getAs("operationMetrics"))
        .satisfies(
            metrics -> assertThat(metrics.apply("numDeletionVectorsAdded")).isEqualTo("0"),
            metrics -> assertThat(metrics.apply("numAddedFiles")).isEqualTo("1"));
  }

  @Test
  void columnsMayComeInAnyOrder() {
    List<String> names = Arrays.asList(warehouse.schema(Table.FRAMES).fieldNames());
    Collections.reverse(names);
    Dataset<Row> rows =
        frames("a").select(names.stream().map(functions::col).toArray(Column[]::new));

    warehouse.append(warehouse.ticket(Table.FRAMES, "ingest"), rows);

    assertThat(warehouse.read(Table.FRAMES).select("run_id").as(Encoders.STRING()).first())
        .isEqualTo("run");
  }

  @Test
  void wrongColumnsAreNamed() {
    Dataset<Row> rows =
        frames("a")
            .drop("height")
            .withColumnRenamed("probe", "prob")
            .withColumn("width", functions.lit("208"));

    assertThatThrownBy(() -> warehouse.append(warehouse.ticket(Table.FRAMES, "ingest"), rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot append to frames: no column probe; no column height; width is string and not"
                + " int; unknown column prob");
  }

  private Dataset<Row> frames(String... ids) {
    List<Map<String, Object>> rows = Stream.of(ids).map(id -> frame("s", "study", id)).toList();
    return dataset(spark, warehouse.schema(Table.FRAMES), rows).coalesce(1);
  }
}
