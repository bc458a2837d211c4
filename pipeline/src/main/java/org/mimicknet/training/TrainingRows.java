package org.mimicknet.training;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.fit.Epoch;

/** Rows of the tables {@code training_runs} and {@code experiments}: each is written once. */
final class TrainingRows {
  private final Warehouse warehouse;
  private final String runId;

  TrainingRows(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
    warehouse.make(Table.TRAINING_RUNS);
    warehouse.make(Table.EXPERIMENTS);
  }

  /** Which of the trials have a result. */
  synchronized Set<String> finished(Collection<String> trialIds) {
    return warehouse
        .read(Table.EXPERIMENTS)
        .where(col("trial_id").isin(trialIds.toArray()))
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
                    ModelBundle.read(
                        row.getString(2), warehouse.spark().sessionState().newHadoopConf())));
  }

  /** Adds the epochs of a training that the table does not have. */
  synchronized void addEpochs(Trial trial, List<Epoch> history) {
    Set<Integer> known = new HashSet<>();
    warehouse
        .read(Table.TRAINING_RUNS)
        .where(col("training_id").equalTo(trial.id()))
        .select("epoch")
        .collectAsList()
        .forEach(row -> known.add(row.getInt(0)));
    List<Row> rows =
        history.stream()
            .filter(epoch -> !known.contains(epoch.number()))
            .map(epoch -> row(trial, epoch))
            .toList();
    if (!rows.isEmpty()) {
      append(Table.TRAINING_RUNS, trial, rows);
    }
  }

  /** Adds the result of a trial. */
  synchronized void addResult(Trial trial, TrialTask.Report report, String modelPath) {
    List<Epoch> history = report.history();
    Row row =
        RowFactory.create(
            trial.id(),
            report.outcome().name().toLowerCase(Locale.ROOT),
            report.reason(),
            report.best().number(),
            history.get(history.size() - 1).number(),
            orNull(report.best().validation().ssim()),
            orNull(report.best().validation().psnr()),
            orNull(report.test().ssim()),
            orNull(report.test().psnr()),
            orNull(report.testDas().ssim()),
            report.bundle().parameters(),
            trial.settings(),
            trial.frames().id(),
            report.bundle().modelId(),
            modelPath,
            report.device(),
            new Timestamp(System.currentTimeMillis()),
            runId);
    append(Table.EXPERIMENTS, trial, List.of(row));
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

  private void append(Table table, Trial trial, List<Row> rows) {
    warehouse.append(
        warehouse.ticket(table, "train." + trial.id()),
        warehouse.spark().createDataFrame(rows, warehouse.schema(table)));
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
