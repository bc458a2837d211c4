/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.inference.engine.EngineInfo;

/**
 * Where the network will really run, and why. A selection holds for the JVM that made it: each
 * executor makes its own.
 */
@Internal
public final class DeviceSelection {
  private static final String REFUSED = "Cannot run on a GPU: ";

  private final OptionalInt gpu;
  private final String reason;
  private final boolean mayFallBack;
  private final GpuSettings settings;

  private DeviceSelection(
      OptionalInt gpu, String reason, boolean mayFallBack, GpuSettings settings) {
    this.gpu = gpu;
    this.reason = reason;
    this.mayFallBack = mayFallBack;
    this.settings = settings;
  }

  /**
   * Decides where to run in this JVM without Spark, on the first GPU if on one.
   *
   * @throws UserException if a GPU is asked for and the runtime cannot use one
   */
  public static DeviceSelection of(DeviceChoice choice) {
    return of(choice, GpuOffer.OF_MACHINE, GpuSettings.DEFAULT, new Configuration(false));
  }

  /**
   * Decides where to run in a task; starts the runtime only where a GPU is offered and wanted.
   *
   * @param hadoop opens the runtime's jar where {@code settings} name one
   * @throws UserException if a GPU is asked for and cannot be used
   */
  public static DeviceSelection of(
      DeviceChoice choice, GpuOffer offer, GpuSettings settings, Configuration hadoop) {
    return of(choice, offer, settings, () -> OnnxRuntime.cudaObstacle(settings, hadoop));
  }

  /**
   * @param obstacle why the runtime of this process cannot use CUDA, as the end of a sentence
   */
  static DeviceSelection of(
      DeviceChoice choice,
      GpuOffer offer,
      GpuSettings settings,
      Supplier<Optional<String>> obstacle) {
    if (choice == DeviceChoice.CPU) {
      return onCpu("the CPU was asked for");
    }
    if (offer.gpu().isEmpty()) {
      if (choice == DeviceChoice.GPU) {
        throw new UserException(
            REFUSED
                + offer.reason()
                + "; set spark.executor.resource.gpu.amount and spark.task.resource.gpu.amount, or"
                + " choose the device cpu or auto");
      }
      return onCpu(offer.reason() + ", so the CPU is taken");
    }
    Optional<String> why = obstacle.get();
    if (why.isEmpty()) {
      return new DeviceSelection(
          offer.gpu(), offer.reason(), choice == DeviceChoice.AUTO, settings);
    }
    if (choice == DeviceChoice.GPU) {
      throw new UserException(
          REFUSED
              + why.get()
              + "; it needs an NVIDIA driver, CUDA 12, cuDNN 9 and the jar onnxruntime_gpu, which"
              + " spark.mimicknet.gpu.onnxruntime names; or choose the device cpu or auto");
    }
    return onCpu(why.get() + ", so the CPU is taken");
  }

  private static DeviceSelection onCpu(String reason) {
    return new DeviceSelection(OptionalInt.empty(), reason, false, GpuSettings.DEFAULT);
  }

  /** The CPU in place of a GPU that turned out to be of no use. */
  DeviceSelection fallBack(String why) {
    return onCpu(why + ", so the CPU is taken");
  }

  /** {@code cpu} or {@code cuda:0}. */
  public String name() {
    return gpu.isPresent() ? "cuda:" + gpu.getAsInt() : EngineInfo.CPU;
  }

  /** Why this device, for a person. */
  public String reason() {
    return reason;
  }

  boolean isGpu() {
    return gpu.isPresent();
  }

  /** The number of the GPU. */
  int gpu() {
    return gpu.orElseThrow();
  }

  /** Whether frames that the GPU cannot take may go to the CPU. */
  boolean mayFallBack() {
    return mayFallBack;
  }

  GpuSettings settings() {
    return settings;
  }
}
