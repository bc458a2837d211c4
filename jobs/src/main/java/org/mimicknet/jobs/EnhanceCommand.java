/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.action.Enhance;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Frames into the table {@code enhanced}: see {@link Enhance}. */
@Command(
    name = "enhance",
    description = {
      "Run MimickNet on every frame that it has not seen and store the metrics.",
      "Safe to run again: only new frames, or a new model, give work."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet enhance --warehouse /data/warehouse --model /models/mimicknet"
    })
final class EnhanceCommand extends WritingCommand {
  @Mixin private EnhanceOptions options;
  @Mixin private FailureOption failures;

  @Option(
      names = "--batch-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description =
          "Bytes of unpacked pixels per commit: what a crash can lose (k, m, g, t; default: 8g for"
              + " each core of the Spark session).")
  private Long batchBytes;

  private ModelBundle model;

  @Override
  void validate() {
    model = options.bundle();
  }

  @Override
  void validate(SparkSession spark) {
    options.requireDevice(spark);
  }

  @Override
  boolean needsWarehouse() {
    return true;
  }

  @Override
  RunOutcome work(Warehouse warehouse, String runId, PrintWriter out) {
    Enhance.Result result = action(warehouse, runId).execute();
    Results.print(result, out);
    return new RunOutcome(failures.judge(result, out), Results.counts(result), 0);
  }

  @Override
  void preview(Warehouse warehouse, PrintWriter out) {
    out.printf(
        "Would enhance %s frames with %s%n", action(warehouse, DRY_RUN).pending(), model.modelId());
  }

  private Enhance action(Warehouse warehouse, String runId) {
    Enhance action = options.action(warehouse, model, runId);
    return batchBytes == null ? action : action.batchBytes(batchBytes);
  }
}
