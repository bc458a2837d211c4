/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.Device;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/**
 * What a training computes on: the GPU that Spark gave to its task, or the CPU where there is none
 * or PyTorch cannot use it.
 *
 * @param gpuOrNull number of the GPU that Spark gave to the task
 * @param cuda whether the PyTorch of this JVM can use GPUs
 */
@Internal
public record TrainingDevice(Integer gpuOrNull, boolean cuda) {
  /**
   * The device of a task.
   *
   * @param addresses of the GPUs that Spark gave to the task; the first is used
   * @throws UserException if the address is not the number of a GPU
   */
  public static TrainingDevice of(List<String> addresses) {
    return of(addresses, Torch.hasCuda());
  }

  static TrainingDevice of(List<String> addresses, boolean cuda) {
    return new TrainingDevice(addresses.isEmpty() ? null : number(addresses.get(0)), cuda);
  }

  private static int number(String address) {
    try {
      return Integer.parseUnsignedInt(address);
    } catch (NumberFormatException e) {
      throw new UserException(
          "Cannot train on the GPU '%s': PyTorch knows GPUs by number; let the discovery script of Spark print the index column of nvidia-smi"
              .formatted(address),
          e);
    }
  }

  /** As DJL names it. */
  public Device device() {
    return cuda && gpuOrNull != null ? Device.gpu(gpuOrNull) : Device.cpu();
  }

  /**
   * For tables and model cards: {@code gpu(1)}, {@code cpu()}, or why it is the CPU all the same.
   */
  @Override
  public String toString() {
    return gpuOrNull != null && !cuda
        ? "%s: Spark gave GPU %s, but this PyTorch has no CUDA".formatted(device(), gpuOrNull)
        : device().toString();
  }
}
