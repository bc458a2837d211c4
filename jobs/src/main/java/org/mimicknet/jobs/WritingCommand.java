/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that writes to a warehouse: every run of it is told in the table {@code runs}. */
abstract class WritingCommand extends SparkCommand {
  /** The run id of a preview, which nothing is written under. */
  static final String DRY_RUN = "dry-run";

  @Spec private CommandSpec spec;
  @Mixin private WarehouseOption warehouse;

  @Option(names = "--dry-run", description = "Say what would be done and write nothing.")
  private boolean dryRun;

  @SuppressWarnings("unused") // it is kept with the other options, and nothing else is done with it
  @Option(
      names = "--tag",
      paramLabel = "TEXT",
      description =
          "Kept in the table runs as configuration['tag'], so that a scheduler finds its run.")
  private String tag;

  /** Does the work under a run id. */
  abstract RunOutcome work(Warehouse warehouse, String runId, PrintWriter out);

  /** Says what {@link #work} would do; writes nothing. */
  abstract void preview(Warehouse warehouse, PrintWriter out);

  /** Whether the warehouse must be there; by default it is made where there is none. */
  boolean needsWarehouse() {
    return false;
  }

  @Override
  final ExitCode run(SparkSession spark, PrintWriter out) {
    if (dryRun) {
      preview(
          needsWarehouse()
              ? Warehouse.open(spark, warehouse.path())
              : Warehouse.planned(spark, warehouse.path()),
          out);
      return ExitCode.DONE;
    }
    Warehouse target =
        needsWarehouse()
            ? Warehouse.open(spark, warehouse.path())
            : Warehouse.create(spark, warehouse.path());
    return RecordedRun.of(target, spec.name(), configuration(), runId -> work(target, runId, out));
  }

  /** The effective options, those of the command line and of --config alike. */
  private Map<String, String> configuration() {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp()) {
        values.put(option.longestName().replaceFirst("^-+", ""), value.toString());
      }
    }
    return values;
  }
}
