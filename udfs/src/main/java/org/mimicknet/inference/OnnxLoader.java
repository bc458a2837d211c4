/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import org.mimicknet.model.ModelBundle;

/** ONNX Runtime as this JVM has started it. */
interface OnnxLoader {
  /**
   * Loads a network, to run on one thread of the CPU.
   *
   * @throws Exception what the runtime throws
   */
  OnnxModel load(ModelBundle bundle) throws Exception;
}
