/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.action.CommitLoop;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;

/** Rows of the tables {@code training_runs} and {@code experiments}: each is written once. */
final class TrainingRows {
  private static final String FAILED = "failed";

  private final Warehouse warehouse;
  private final String runId;

  TrainingRows(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
    warehouse.make(Table.TRAINING_RUNS);
    warehouse.make(Table.EXPERIMENTS);
  }

  /** Which of the trials have ended, otherwise than by a failure. */
  synchronized Set<String> finished(Collection<String> trialIds) {
    return warehouse
        .read(Table.EXPERIMENTS)
        .where(col("trial_id").isin(trialIds.toArray()).and(col("outcome").notEqual(FAILED)))
        .select("trial_id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  /** The trial of the highest validation SSIM. */
  synchronized Optional<Experiments.Best> best(Collection<String> trialIds) {
    List<Row> best =
        warehouse
            .read(Table.EXPERIMENTS)
            .where(
                col("trial_id")
                    .isin(trialIds.toArray())
                    .and(col("validation_ssim").isNotNull())
                    .and(col("outcome").notEqual("diverged")))
            .orderBy(col("validation_ssim").desc(), col("trial_id"))
            .select("trial_id", "validation_ssim", "model_path")
            .limit(1)
            .collectAsList();
    return best.stream()
        .findFirst()
        .map(
            row ->
                new Experiments.Best(
                    row.getString(0),
                    row.getDouble(1),
                    ModelBundle.read(row.getString(2), HadoopSettings.of(warehouse.spark()))));
  }

  /** Adds the epochs of trainings that the table does not have, in one commit. */
  synchronized void addEpochs(Map<Trial, List<Epoch>> histories) {
    CommitLoop.append(warehouse, Table.TRAINING_RUNS, "epochs", runId, () -> newEpochs(histories));
  }

  private Dataset<Row> newEpochs(Map<Trial, List<Epoch>> histories) {
    Set<Row> known = knownEpochs(histories.keySet());
    List<Row> rows = new ArrayList<>();
    histories.forEach(
        (trial, history) ->
            history.stream()
                .filter(epoch -> !known.contains(RowFactory.create(trial.id(), epoch.number())))
                .forEach(epoch -> rows.add(row(trial, epoch))));
    return warehouse.spark().createDataFrame(rows, warehouse.schema(Table.TRAINING_RUNS));
  }

  private Set<Row> knownEpochs(Collection<Trial> trials) {
    return new HashSet<>(
        warehouse
            .read(Table.TRAINING_RUNS)
            .where(col("training_id").isin(trials.stream().map(Trial::id).toArray()))
            .select("training_id", "epoch")
            .collectAsList());
  }

  /** Adds the result of a trial. */
  synchronized void addResult(Trial trial, TrialTask.Report report, String modelPath) {
    List<Epoch> history = report.history();
    Map<String, Object> row = new HashMap<>();
    row.put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
    row.put("reason", report.reason());
    row.put("best_epoch", report.best().number());
    row.put("epochs", history.get(history.size() - 1).number());
    row.put("validation_ssim", orNull(report.best().validation().ssim()));
    row.put("validation_psnr", orNull(report.best().validation().psnr()));
    row.put("test_ssim", orNull(report.test().ssim()));
    row.put("test_psnr", orNull(report.test().psnr()));
    row.put("das_test_ssim", orNull(report.testDas().ssim()));
    row.put("parameters", report.bundle().parameters());
    row.put("model_id", report.bundle().modelId());
    row.put("model_path", modelPath);
    row.put("device", report.device());
    addTrial(trial, row);
  }

  /** Adds that a trial failed for good in this run; the next run tries it again. */
  synchronized void addFailure(Trial trial, String reason) {
    Map<String, Object> row = new HashMap<>();
    row.put("outcome", FAILED);
    row.put("reason", reason);
    addTrial(trial, row);
  }

  private void addTrial(Trial trial, Map<String, Object> row) {
    row.put("trial_id", trial.id());
    row.put("settings", trial.settings());
    row.put("frame_set_id", trial.frames().id());
    row.put("finished_at", new Timestamp(System.currentTimeMillis()));
    row.put("run_id", runId);
    StructType schema = warehouse.schema(Table.EXPERIMENTS);
    Object[] values = Arrays.stream(schema.fieldNames()).map(row::get).toArray();
    // No loop: of two runs that end a trial at once, the row of the first is enough.
    AppendTicket ticket = warehouse.ticket(Table.EXPERIMENTS, "trial." + trial.id());
    warehouse.append(
        ticket, warehouse.spark().createDataFrame(List.of(RowFactory.create(values)), schema));
  }

  private Row row(Trial trial, Epoch epoch) {
    return RowFactory.create(
        trial.id(),
        epoch.number(),
        epoch.losses(),
        epoch.learningRate(),
        orNull(epoch.validation().ssim()),
        orNull(epoch.validation().psnr()),
        orNull(epoch.validation().mae()),
        epoch.validation().frames(),
        epoch.imagesPerSecond(),
        trial.settings(),
        trial.frames().id(),
        Timestamp.from(epoch.finishedAt()),
        runId);
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
