/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.Device;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.mimicknet.UserException;

/**
 * Where the network will really run, and why. A selection holds for the JVM that made it: each
 * executor makes its own.
 */
public final class DeviceSelection {
  private final Device device;
  private final String reason;

  private DeviceSelection(Device device, String reason) {
    this.device = device;
    this.reason = reason;
  }

  /**
   * Decides where to run in this JVM; looks for CUDA unless the CPU is asked for.
   *
   * @param gpuIndex the GPU that Spark gave to this task, if it gave one
   * @throws UserException if a GPU is asked for and the runtime cannot use one
   */
  public static DeviceSelection of(DeviceChoice choice, OptionalInt gpuIndex) {
    return of(choice, gpuIndex, OnnxRuntime::hasCuda);
  }

  static DeviceSelection of(DeviceChoice choice, OptionalInt gpuIndex, BooleanSupplier hasCuda) {
    if (choice == DeviceChoice.CPU) {
      return new DeviceSelection(Device.cpu(), "the CPU was asked for");
    }
    if (hasCuda.getAsBoolean()) {
      String reason =
          gpuIndex.isPresent()
              ? "Spark gave this task GPU " + gpuIndex.getAsInt()
              : "the runtime has CUDA, and Spark gave this task no GPU, so it takes the first";
      return new DeviceSelection(Device.gpu(gpuIndex.orElse(0)), reason);
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
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  /** Why this device, for a person. */
  public String reason() {
    return reason;
  }

  Device device() {
    return device;
  }
}
