/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Arrays;
import org.mimicknet.UserException;

/** Which engine the user wants. */
public enum EngineChoice {
  /** The vector engine where it works (on the CPU of a JVM with its module), else ONNX Runtime. */
  AUTO,
  /** ONNX Runtime: CPU or CUDA. */
  ONNX,
  /** The engine in the Java Vector API: CPU only, and the JVM must have the module. */
  VECTOR;

  /**
   * The choice of that name, in any case.
   *
   * @throws UserException if there is none
   */
  public static EngineChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot run the engine '%s': it is auto, onnx or vector".formatted(name)));
  }
}
