/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of the tables for tests: the columns that matter, the rest NULL or a plain default. */
public final class Rows {
  private static final Timestamp NOW = Timestamp.from(Instant.parse("2026-01-02T03:04:05Z"));

  private Rows() {}

  /** A good frame without pixels. */
  public static Map<String, Object> frame(String site, String studyId, String frameId) {
    Map<String, Object> row = new HashMap<>();
    row.put("frame_id", frameId);
    row.put("source_id", "source-" + studyId);
    row.put("source_path", studyId + ".zip!/" + frameId + ".mat#0");
    row.put("site", site);
    row.put("study_id", studyId);
    row.put("scanner", "scanner of " + site);
    row.put("status", "ok");
    row.put("run_id", "run");
    row.put("ingested_at", NOW);
    return row;
  }

  /** The result of a model "m" on a frame. */
  public static Map<String, Object> enhanced(String frameId, Double ssim) {
    Map<String, Object> row = new HashMap<>();
    row.put("frame_id", frameId);
    row.put("model_id", "m");
    row.put("preprocessing_id", "p");
    row.put("ssim", ssim);
    row.put("status", "ok");
    row.put("run_id", "run");
    row.put("enhanced_at", NOW);
    return row;
  }

  /** The row with one more value. */
  public static Map<String, Object> with(Map<String, Object> row, String column, Object value) {
    Map<String, Object> changed = new HashMap<>(row);
    changed.put(column, value);
    return changed;
  }

  public static Dataset<Row> dataset(
      SparkSession spark, StructType schema, List<Map<String, Object>> rows) {
    List<Row> values =
        rows.stream()
            .map(row -> Stream.of(schema.fieldNames()).map(row::get).toArray())
            .map(RowFactory::create)
            .toList();
    return spark.createDataFrame(values, schema);
  }

  /** Appends rows as a run of its own. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static void append(Warehouse warehouse, Table table, Map<String, Object>... rows) {
    append(warehouse, table, List.of(rows));
  }

  /** Appends rows as a run of its own. */
  public static void append(Warehouse warehouse, Table table, List<Map<String, Object>> rows) {
    AppendTicket ticket = warehouse.ticket(table, "test");
    AppendResult result =
        warehouse.append(ticket, dataset(warehouse.spark(), warehouse.schema(table), rows));
    if (result != AppendResult.COMMITTED) {
      throw new AssertionError("The test's rows are " + result);
    }
  }
}
