/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.config.Tunable;

/** What an operator may tune of the SQL functions and of the transformer. */
@Internal
public final class SqlTunables {
  /** The model where a call of the SQL function names none. */
  public static final Tunable<String> MODEL =
      Tunable.text(
          "model", "", "Folder of the model bundle that mimicknet() runs where a call names none");

  /** Frames in one call of the network on a GPU. */
  public static final Tunable<Integer> GPU_BATCH =
      Tunable.count(
          "enhance.gpu-batch",
          8,
          "Most frames of one padded size that go through the network together on a GPU; fewer,"
              + " once its memory was full. On a CPU it is one");

  /** ONNX Runtime with CUDA. */
  public static final Tunable<String> GPU_RUNTIME =
      Tunable.text(
          "gpu.onnxruntime",
          "",
          "The jar onnxruntime_gpu, on any file system that executors reach: with it ONNX Runtime"
              + " has CUDA. Set when the application starts; the jar is on no class path");

  /** Calls of one session on a GPU. */
  public static final Tunable<Integer> GPU_RUNS =
      Tunable.count(
          "gpu.concurrent-runs",
          2,
          "Tasks of an executor that run the network on a GPU at once; the others prepare their"
              + " frames and wait. Set when the application starts");

  /** Memory of one session on a GPU. */
  public static final Tunable<Long> GPU_MEMORY =
      Tunable.bytes(
          "gpu.memory",
          "8g",
          "Most memory of a GPU that the network of an executor takes for its images. Set when the"
              + " application starts");

  /** Frames that wait, read, while a task computes. */
  public static final Tunable<Integer> READ_AHEAD =
      Tunable.count(
          "enhance.read-ahead",
          2,
          "Frames that a task reads ahead while it computes; at least as many as go through the"
              + " network together");

  /** All of them, for docs/CONFIGURATION.md. */
  public static final List<Tunable<?>> ALL =
      List.of(MODEL, GPU_BATCH, READ_AHEAD, GPU_RUNTIME, GPU_RUNS, GPU_MEMORY);

  private SqlTunables() {}
}
