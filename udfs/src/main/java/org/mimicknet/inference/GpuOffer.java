/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Optional;
import java.util.OptionalInt;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/**
 * The GPU that a task may use, as far as Spark decides it.
 *
 * @param gpu its number, empty where there is none
 * @param reason why that one, or why none, as the end of a sentence
 */
@Internal
public record GpuOffer(OptionalInt gpu, String reason) {
  /** In one process Spark gives no GPUs to tasks: the machine's first one. */
  public static final GpuOffer OF_MACHINE =
      new GpuOffer(OptionalInt.of(0), "Spark gives no GPUs in one process, so it takes the first");

  /** On a cluster other executors of the machine may have its GPUs. */
  public static final GpuOffer NONE =
      new GpuOffer(OptionalInt.empty(), "Spark gave this task no GPU");

  /**
   * The GPU that Spark gave to a task.
   *
   * @param address as the discovery script of Spark printed it
   * @throws UserException if it is not the number of a GPU
   */
  public static GpuOffer given(String address) {
    return number(address)
        .map(gpu -> new GpuOffer(OptionalInt.of(gpu), "Spark gave this task GPU " + gpu))
        .orElseThrow(
            () ->
                new UserException(
                    ("Cannot run on the GPU '%s': ONNX Runtime knows GPUs by number; let the"
                            + " discovery script of Spark print the index column of nvidia-smi")
                        .formatted(address)));
  }

  private static Optional<Integer> number(String address) {
    try {
      return Optional.of(Integer.parseInt(address.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
