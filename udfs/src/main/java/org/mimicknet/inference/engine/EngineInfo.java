/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.engine;

import org.mimicknet.Internal;

/**
 * What computed a frame.
 *
 * @param provider the engine, for example {@code onnxruntime}
 * @param runtimeVersion its version, for example {@code 1.23.2}
 * @param precision the arithmetic, for example {@code float32}
 * @param device {@code cpu} or {@code cuda:0}
 */
@Internal
public record EngineInfo(String provider, String runtimeVersion, String precision, String device) {
  /** What a device on the CPU is called. */
  public static final String CPU = "cpu";

  /** Whether it runs on a GPU, where several frames at once are faster than one after another. */
  public boolean isOnGpu() {
    return !device.equals(CPU);
  }
}
