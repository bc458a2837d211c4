/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.smoke;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sha2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.mimicknet.jobs.Main;
import org.mimicknet.table.DeltaSession;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The commands of a nightly job in one JVM, and then what the tables hold, as one JSON text for
 * each row in files beside the warehouse. A command that ends with another code than 0 ends the JVM
 * with it; the last one ends it with 2.
 */
public final class EveryCommand {
  static final String CONFIG = "smoke.conf";
  static final String WAREHOUSE = "warehouse";

  private EveryCommand() {}

  /**
   * Runs them.
   *
   * @param args the folder of {@link #CONFIG}, of {@link #WAREHOUSE} and of the results
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    String config = folder.resolve(CONFIG).toString();
    for (String command : List.of("ingest", "replay", "enhance", "summarize")) {
      Main.main(new String[] {command, "--config", config});
    }
    writeTables(folder);
    Main.main(new String[] {"enhance", "--config", config, "--model", "/no/such/model"});
  }

  private static void writeTables(Path folder) throws IOException {
    SparkConf conf = DeltaSession.configured(new SparkConf());
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Warehouse warehouse = Warehouse.open(spark, folder.resolve(WAREHOUSE).toString());
      for (Table table : List.of(Table.FRAMES, Table.ENHANCED, Table.STUDY_SUMMARY)) {
        Dataset<Row> all = warehouse.read(table);
        for (StructField column : all.schema().fields()) {
          if (column.dataType().equals(DataTypes.BinaryType)) {
            all = all.withColumn(column.name(), sha2(col(column.name()), 256));
          }
        }
        List<String> rows =
            all.drop("run_id", "ingested_at", "enhanced_at", "summarized_at", "elapsed_ms")
                .drop("latest_ingested_at", "latest_enhanced_at")
                .toJSON()
                .collectAsList();
        Files.write(folder.resolve(table.name()), rows.stream().sorted().toList());
      }
    }
  }
}
