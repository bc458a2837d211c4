/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.action.Summarize;
import org.mimicknet.metrics.Metric;

/**
 * Whether RAPIDS would run the statistics on a GPU, which it tells without one: {@code mvn -P
 * rapids -pl udfs,pipeline test -Dtest=RapidsPlanTest -Dsurefire.failIfNoSpecifiedTests=false}. The
 * tables are plain Parquet here, since this version of RAPIDS leaves scans of Delta 3.3 to the CPU.
 */
class RapidsPlanTest extends SparkTest {
  private static Method explain;

  @TempDir Path folder;

  @BeforeAll
  static void findRapids() throws NoSuchMethodException {
    try {
      explain =
          Class.forName("com.nvidia.spark.rapids.ExplainPlan")
              .getMethod("explainPotentialGpuPlan", Dataset.class, String.class);
    } catch (ClassNotFoundException e) {
      assumeTrue(false, "RAPIDS (600 MB) is not on the class path: add -P rapids");
    }
  }

  @Test
  void everyViewAndTheStatisticsOfStudiesRunOnAGpu() throws Exception {
    tables();
    Map<String, String> left = new LinkedHashMap<>();
    for (View view : View.values()) {
      left.put(view.sqlName(), leftToTheCpu(view.sqlName(), view.query(Metric.ALL)));
    }
    for (String query : List.of("study_changes", "study_statistics")) {
      left.put(query, leftToTheCpu(query, SqlTemplate.read(Summarize.class, query + ".sql")));
    }
    // What Summarize adds to both.
    left.put("counts", leftToTheCpu(spark.table("study_changes").groupBy("change").count()));
    left.put(
        "rows",
        leftToTheCpu(
            spark
                .table("study_statistics")
                .withColumn("run_id", lit("run"))
                .withColumn("summarized_at", current_timestamp())));

    assertThat(left).hasSize(View.values().length + 4);
    assertThat(left.values()).as(left.toString()).allMatch(String::isBlank);
  }

  /** So that a blank answer means something. */
  @ParameterizedTest
  @ValueSource(strings = {"skewness(ssim)", "corr(ssim, psnr)", "mode(provider)"})
  void whatAGpuCannotRunIsNamed(String aggregate) throws Exception {
    tables();
    Dataset<Row> rows =
        spark.sql(
            "SELECT model_id, %s AS value FROM enhanced GROUP BY model_id".formatted(aggregate));

    assertThat(leftToTheCpu(rows))
        .contains("cannot run on GPU", aggregate.substring(0, aggregate.indexOf('(')));
  }

  private static String leftToTheCpu(String name, String query)
      throws ReflectiveOperationException {
    Dataset<Row> rows = spark.sql(query);
    rows.createOrReplaceTempView(name);
    return leftToTheCpu(rows);
  }

  private static String leftToTheCpu(Dataset<Row> rows) throws ReflectiveOperationException {
    return (String) explain.invoke(null, rows, "NOT_ON_GPU");
  }

  private void tables() throws IOException {
    Warehouse warehouse =
        Warehouse.create(spark, Files.createDirectory(folder.resolve("delta")).toString());
    for (Table table : List.of(Table.FRAMES, Table.ENHANCED, Table.STUDY_SUMMARY, Table.RUNS)) {
      asParquet(table.sqlName(), warehouse.read(table));
    }
    asParquet(
        "student_t",
        spark.sql(
            "SELECT array_repeat(1D, 201) AS quantiles, 1D AS z, 1D AS g1, 1D AS g2, 1D AS g3"));
  }

  private void asParquet(String name, Dataset<Row> rows) {
    String location = folder.resolve(name).toString();
    rows.write().parquet(location);
    spark.read().parquet(location).createOrReplaceTempView(name);
  }
}
