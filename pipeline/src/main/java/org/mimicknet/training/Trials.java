package org.mimicknet.training;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/** Runs a trial as a Spark job of one task. */
final class Trials {
  private static final String EXECUTOR_GPUS = "spark.executor.resource.gpu.amount";
  private static final String LOCAL = "local";

  private Trials() {}

  /** Runs it to its end; Spark starts it again elsewhere when its executor is lost. */
  static TrialTask.Report run(JavaSparkContext spark, TrialTask task) {
    JavaRDD<TrialTask> one = spark.parallelize(List.of(task), 1);
    return withGpu(spark.getConf(), one).map(TrialTask::run).collect().get(0);
  }

  /** Where executors have GPUs, a training has one to itself, whatever other tasks ask for. */
  private static JavaRDD<TrialTask> withGpu(SparkConf conf, JavaRDD<TrialTask> rdd) {
    boolean local = conf.get("spark.master", LOCAL).startsWith(LOCAL);
    if (local || conf.getDouble(EXECUTOR_GPUS, 0) < 1) {
      return rdd;
    }
    TaskResourceRequests gpu =
        new TaskResourceRequests().cpus(conf.getInt("spark.task.cpus", 1)).resource("gpu", 1);
    return rdd.withResources(new ResourceProfileBuilder().require(gpu).build());
  }
}
