/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.GpuOffer;
import org.mimicknet.inference.GpuSettings;

/** GPUs as Spark gives them to executors and tasks. */
@Internal
public final class GpuResources {
  private static final String GPU = "gpu";
  private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
  private static final String OF_TASKS = "spark.task.resource.gpu.amount";
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  /** Where no setting says how many cores an executor has. */
  private static final int MANY_CORES = 64;

  private GpuResources() {}

  /** What the settings of a query say. */
  static GpuSettings settings(Tunables tunables) {
    return new GpuSettings(
        tunables.get(SqlTunables.GPU_RUNTIME),
        tunables.get(SqlTunables.GPU_RUNS),
        tunables.get(SqlTunables.GPU_MEMORY));
  }

  /** Where a task runs the network; outside of tasks it is the CPU. */
  static DeviceSelection select(
      TaskContext task, DeviceChoice device, EngineChoice engine, GpuSettings settings) {
    boolean needsCpu = task == null || engine == EngineChoice.VECTOR;
    return DeviceSelection.of(
        needsCpu && device == DeviceChoice.AUTO ? DeviceChoice.CPU : device,
        task == null ? GpuOffer.NONE : offer(task),
        settings,
        HadoopSettings.ofProcess());
  }

  private static GpuOffer offer(TaskContext task) {
    ResourceInformation gpu = task.resourcesJMap().get(GPU);
    if (gpu != null && gpu.addresses().length > 0) {
      return GpuOffer.given(gpu.addresses()[0]);
    }
    return isOneProcess(SparkEnv.get().conf()) ? GpuOffer.OF_MACHINE : GpuOffer.NONE;
  }

  /**
   * Refuses a GPU that cannot be there, as far as a driver can know: before any task runs.
   *
   * @throws UserException with what to do
   */
  public static void require(
      SparkContext spark, Tunables tunables, DeviceChoice device, EngineChoice engine) {
    if (device != DeviceChoice.GPU) {
      return;
    }
    if (engine == EngineChoice.VECTOR) {
      throw refusal("the vector engine runs on the CPU only; choose the engine auto or onnx");
    }
    SparkConf conf = spark.getConf();
    GpuSettings settings = settings(tunables);
    if (isOneProcess(conf)) {
      DeviceSelection.of(device, GpuOffer.OF_MACHINE, settings, HadoopSettings.ofProcess());
    } else {
      requireOnCluster(conf, settings);
    }
  }

  static void requireOnCluster(SparkConf conf, GpuSettings settings) {
    if (amount(conf, OF_EXECUTORS) < 1) {
      throw refusal(
          ("%s is not set, so executors have none; set it to 1, with"
                  + " spark.executor.resource.gpu.discoveryScript (docs/GPU.md), or choose the"
                  + " device cpu or auto")
              .formatted(OF_EXECUTORS));
    }
    if (amount(conf, OF_TASKS) == 0 && profile(conf).isEmpty()) {
      throw refusal(
          ("executors have GPUs, but no task is given one; set %s to 1 divided by the cores of an"
                  + " executor, or %s to false")
              .formatted(OF_TASKS, DYNAMIC));
    }
    if (settings.runtime().isBlank()
        && !conf.get("spark.executor.extraJavaOptions", "").contains("-Donnxruntime.native.")) {
      throw refusal(
          "%s is not set, and the ONNX Runtime of the job jar is the build for CPUs; set it to the jar onnxruntime_gpu (docs/GPU.md)"
              .formatted(SqlTunables.GPU_RUNTIME.key()));
    }
  }

  private static UserException refusal(String reason) {
    return new UserException("Cannot run on a GPU: " + reason);
  }

  /**
   * What the stage that enhances asks for where executors have GPUs and the other stages ask for
   * none: a share of one for each core, so that all cores prepare frames for it. It changes what
   * tasks ask for, not what executors are made of: so it needs no dynamic allocation, and with it
   * Spark would start executors anew.
   */
  public static Optional<ResourceProfile> profile(SparkConf conf) {
    double gpus = amount(conf, OF_EXECUTORS);
    if (isOneProcess(conf)
        || gpus < 1
        || amount(conf, OF_TASKS) > 0
        || conf.getBoolean(DYNAMIC, false)) {
      return Optional.empty();
    }
    int cpus = conf.getInt("spark.task.cpus", 1);
    int tasks = conf.getInt("spark.executor.cores", MANY_CORES) / cpus;
    TaskResourceRequests share =
        new TaskResourceRequests().cpus(cpus).resource(GPU, share((int) gpus, tasks));
    return Optional.of(new ResourceProfileBuilder().require(share).build());
  }

  /** Spark lets as many tasks use a GPU as the share goes into 1 as a whole number. */
  private static double share(int gpus, int tasks) {
    int each = Math.max(1, (tasks + gpus - 1) / gpus);
    double share = 1.0 / each;
    while (Math.floor(1 / share) < each) {
      share = Math.nextDown(share);
    }
    return share;
  }

  private static double amount(SparkConf conf, String key) {
    return conf.getDouble(key, 0);
  }

  private static boolean isOneProcess(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    return master.equals("local") || master.startsWith("local[");
  }
}
