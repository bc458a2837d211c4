/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.Device;
import java.util.function.BooleanSupplier;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.inference.engine.EngineInfo;

/**
 * Where the network will really run, and why. A selection holds for the JVM that made it: each
 * executor makes its own.
 */
@Internal
public final class DeviceSelection {
  private final Device device;
  private final String reason;

  private DeviceSelection(Device device, String reason) {
    this.device = device;
    this.reason = reason;
  }

  /**
   * Decides where to run in this JVM, on the first GPU if on one; looks for CUDA unless the CPU is
   * asked for.
   *
   * @throws UserException if a GPU is asked for and the runtime cannot use one
   */
  public static DeviceSelection of(DeviceChoice choice) {
    return of(choice, OnnxRuntime::hasCuda);
  }

  /**
   * Decides where to run in a task; looks for CUDA unless the CPU is asked for.
   *
   * @param gpuIndex the GPU that Spark gave to the task
   * @throws UserException if a GPU is asked for and the runtime cannot use one
   */
  public static DeviceSelection of(DeviceChoice choice, int gpuIndex) {
    return of(choice, gpuIndex, OnnxRuntime::hasCuda);
  }

  static DeviceSelection of(DeviceChoice choice, BooleanSupplier hasCuda) {
    return of(
        choice,
        0,
        "the runtime has CUDA, and Spark gave this task no GPU, so it takes the first",
        hasCuda);
  }

  static DeviceSelection of(DeviceChoice choice, int gpuIndex, BooleanSupplier hasCuda) {
    return of(choice, gpuIndex, "Spark gave this task GPU " + gpuIndex, hasCuda);
  }

  private static DeviceSelection of(
      DeviceChoice choice, int gpuIndex, String reasonOfGpu, BooleanSupplier hasCuda) {
    if (choice == DeviceChoice.CPU) {
      return new DeviceSelection(Device.cpu(), "the CPU was asked for");
    }
    if (hasCuda.getAsBoolean()) {
      return new DeviceSelection(Device.gpu(gpuIndex), reasonOfGpu);
    }
    if (choice == DeviceChoice.GPU) {
      throw new UserException(
          "Cannot run on a GPU: the ONNX Runtime of this process cannot use CUDA; use the build with onnxruntime_gpu on a machine with an NVIDIA driver, CUDA 12 and cuDNN 9, or choose the device cpu or auto");
    }
    return new DeviceSelection(
        Device.cpu(), "the ONNX Runtime of this process cannot use CUDA, so the CPU is taken");
  }

  /** {@code cpu} or {@code cuda:0}. */
  public String name() {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : EngineInfo.CPU;
  }

  /** Why this device, for a person. */
  public String reason() {
    return reason;
  }

  Device device() {
    return device;
  }
}
