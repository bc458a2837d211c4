/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.List;
import java.util.Locale;

/**
 * Tells by the texts of ONNX Runtime and of CUDA whether memory was full: there is no code of it.
 */
final class GpuMemory {
  private static final List<String> FULL =
      List.of(
          // The arena of the runtime: the GPU is full, or the limit of the session is reached.
          "failed to allocate memory for requested buffer",
          "is smaller than requested bytes",
          // CUDA, cuBLAS, and cuDNN 8 and 9.
          "out of memory",
          "cuda_error_out_of_memory",
          "cudaerrormemoryallocation",
          "cublas_status_alloc_failed",
          "cudnn_status_alloc_failed",
          "cudnn_status_internal_error_device_allocation_failed");

  private GpuMemory() {}

  static boolean isFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (FULL.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }
}
