/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Tunables;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.GpuSettings;
import org.mimicknet.model.ModelBundle;

/**
 * Enhancers of tasks: on the GPU that Spark gave to the task or on the CPU, closed when the thread
 * that opened them has ended its work for the task. What an engine shares is kept for the life of
 * the JVM, by the hash of the network.
 */
final class TaskEnhancer {
  private static final Map<Key, Opened> OPEN = new ConcurrentHashMap<>();

  private TaskEnhancer() {}

  /**
   * A thread of a task and the folder of a model that it runs: an enhancer is not thread-safe, and
   * a task may have a second thread, that of {@link Prefetched}.
   */
  private record Key(long taskAttemptId, Thread thread, String model) {}

  /** An enhancer and what its frames may take, which costs look-ups that no row should pay. */
  private record Opened(FrameEnhancer enhancer, EnhanceMemory memory) {
    Image enhance(Image magnitude) {
      memory.require(enhancer, magnitude.height(), magnitude.width(), 1);
      return enhancer.enhance(magnitude).output();
    }
  }

  /**
   * Opens an enhancer that ends with this thread's work for its task; outside of tasks the caller
   * closes.
   *
   * @param onLoad called if this loaded the model into this JVM
   */
  static FrameEnhancer open(
      ModelBundle model,
      DeviceChoice device,
      EngineChoice engine,
      GpuSettings gpus,
      Runnable onLoad) {
    TaskContext task = TaskContext.get();
    DeviceSelection selection = GpuResources.select(task, device, engine, gpus);
    FrameEnhancer enhancer =
        new FrameEnhancer(model, Engines.open(engine, model, selection, onLoad));
    if (task != null) {
      TaskOfThread.atEnd(task, enhancer::close);
    }
    return enhancer;
  }

  /**
   * Enhances magnitudes with the model in a folder, which each task reads anew: another model may
   * lie there since. Spark also calls this outside of tasks, to fold constants.
   */
  static Image enhance(String model, Image magnitude) {
    TaskContext task = TaskContext.get();
    if (task == null) {
      try (FrameEnhancer enhancer = open(model)) {
        return new Opened(enhancer, EnhanceMemory.ofFunction()).enhance(magnitude);
      }
    }
    return opened(task, model).enhance(magnitude);
  }

  /** The enhancer of this thread within a task. */
  static FrameEnhancer ofThread(TaskContext task, String model) {
    return opened(task, model).enhancer();
  }

  private static Opened opened(TaskContext task, String model) {
    Key key = new Key(task.taskAttemptId(), Thread.currentThread(), model);
    Opened known = OPEN.get(key);
    if (known == null) {
      known = new Opened(open(model), EnhanceMemory.ofFunction());
      OPEN.put(key, known);
      TaskOfThread.atEnd(task, () -> OPEN.remove(key));
    }
    return known;
  }

  private static FrameEnhancer open(String model) {
    ModelBundle bundle = ModelBundle.read(model, HadoopSettings.ofProcess());
    GpuSettings gpus = GpuResources.settings(Tunables.ofQuery());
    return open(bundle, DeviceChoice.AUTO, EngineChoice.AUTO, gpus, () -> {});
  }
}
