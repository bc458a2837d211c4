/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.List;
import java.util.Optional;
import org.mimicknet.model.ModelBundle;

/**
 * A network on a GPU, by ONNX Runtime itself: DJL would add CUDA again to options that have it, and
 * without a limit on its memory.
 */
final class CudaSession {
  private static final int SMALLEST_SIDE = 16;

  private CudaSession() {}

  /** Opens it and runs it once, so that what is missing shows here and not at the first frame. */
  static OnnxModel open(OrtEnvironment runtime, ModelBundle bundle, int gpu, GpuSettings settings)
      throws OrtException {
    OrtSession session;
    try (OrtSession.SessionOptions options = options(gpu, settings)) {
      session = runtime.createSession(bundle.onnx(), options);
    }
    SessionModel model = new SessionModel(runtime, session);
    try {
      float[] pixels = new float[SMALLEST_SIDE * SMALLEST_SIDE];
      model.outputs(new FrameBatch(List.of(pixels), SMALLEST_SIDE, SMALLEST_SIDE));
    } catch (OrtException e) {
      session.close();
      throw e;
    }
    return model;
  }

  /** Options of a session on a GPU; the caller closes them. */
  static OrtSession.SessionOptions options(int gpu, GpuSettings settings) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
      // By default its arena doubles with every extension, until the GPU is full.
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      cuda.add("gpu_mem_limit", String.valueOf(settings.memoryBytes()));
      // By default every new size is measured with all algorithms, in all the memory that is left.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      // By default convolutions keep 10 bits of the mantissa: the column precision says float32.
      cuda.add("use_tf32", "0");
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addCUDA(cuda);
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  /** Why the runtime of this process cannot use CUDA; empty if it can. */
  static Optional<String> obstacle() {
    try {
      options(0, GpuSettings.DEFAULT).close();
      return Optional.empty();
    } catch (OrtException e) {
      return Optional.of(
          "the ONNX Runtime of this process cannot use CUDA (%s)"
              .formatted(e.getMessage().strip().replaceAll("\\s+", " ")));
    }
  }
}
