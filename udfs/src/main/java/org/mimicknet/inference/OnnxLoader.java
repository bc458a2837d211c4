/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import org.mimicknet.model.ModelBundle;

/** ONNX Runtime as this JVM has started it. */
interface OnnxLoader {
  /**
   * Loads a network, to run on one thread of the CPU or on a GPU.
   *
   * @throws Exception what the runtime throws
   */
  OnnxModel load(ModelBundle bundle, DeviceSelection device) throws Exception;

  boolean hasCuda();

  /** The file for a device. */
  static byte[] file(ModelBundle bundle, DeviceSelection device) {
    return device.device().isGpu() ? bundle.onnx() : bundle.onnxForCpu();
  }
}
