/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.action.JobGroup;
import org.mimicknet.cluster.JavaSerialized;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.Warehouse;

/**
 * Runs trials, each as a Spark job of one task, and puts their epochs into the table {@code
 * training_runs} meanwhile.
 */
final class Trials implements AutoCloseable {
  private static final String EXECUTOR_GPUS = "spark.executor.resource.gpu.amount";

  private final Warehouse warehouse;
  private final TrainingInputs inputs;
  private final EpochWatch epochs;

  Trials(Warehouse warehouse, TrainingInputs inputs, TrainingRows rows) {
    this.warehouse = warehouse;
    this.inputs = inputs;
    this.epochs =
        new EpochWatch(
            warehouse, rows, Tunables.of(warehouse.spark()).get(TrainingTunables.ROWS_INTERVAL));
  }

  /**
   * Runs a trial to its end; Spark starts it again elsewhere when its executor is lost. Its job is
   * a group of its own, named by the trial's id.
   *
   * @throws RuntimeException what the task threw, or Spark's reason why it did not end
   */
  TrialTask.Report run(Trial trial, String modelName) {
    SparkSession spark = warehouse.spark();
    TrialTask task =
        new TrialTask(
            trial,
            modelName,
            inputs.licence(),
            Folders.run(warehouse, trial.id()),
            inputs.threads(),
            new SerializableConfiguration(HadoopSettings.of(spark)));
    return epochs.follow(
        trial, () -> JobGroup.run(spark, trial.id(), "Train " + trial.id(), () -> run(task)));
  }

  private TrialTask.Report run(TrialTask task) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(warehouse.spark().sparkContext());
    JavaRDD<Integer> one = spark.parallelize(List.of(1), 1);
    try {
      return resources(spark.getConf())
          .map(one::withResources)
          .orElse(one)
          .map(it -> new JavaSerialized<>(task.run()))
          .first()
          .value();
    } catch (Exception e) {
      // also SparkException, which is checked and which no Spark method declares
      throw failure(e);
    }
  }

  /** What the task threw, without what Spark wraps around it. */
  private static RuntimeException failure(Exception e) {
    Throwable cause = e;
    while (cause instanceof SparkException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException own
        ? own
        : new IllegalStateException(cause.toString().lines().findFirst().orElseThrow(), e);
  }

  /** Where executors have GPUs, a trial has one to itself, whatever other tasks ask for. */
  static Optional<ResourceProfile> resources(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    boolean oneProcess = master.equals("local") || master.startsWith("local[");
    if (oneProcess || conf.getDouble(EXECUTOR_GPUS, 0) < 1) {
      return Optional.empty();
    }
    TaskResourceRequests gpu =
        new TaskResourceRequests().cpus(conf.getInt("spark.task.cpus", 1)).resource("gpu", 1);
    return Optional.of(new ResourceProfileBuilder().require(gpu).build());
  }

  @Override
  public void close() {
    epochs.close();
  }
}
