/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.List;

/** A network that ONNX Runtime has loaded, shared by all tasks of the JVM. */
interface OnnxModel {
  /** Opens it for one task, which closes it. */
  Run open();

  /** What one task uses. */
  interface Run extends AutoCloseable {
    /**
     * The network's outputs, in the order of the images.
     *
     * @throws Exception what the runtime throws
     */
    List<float[]> outputs(FrameBatch batch) throws Exception;

    @Override
    void close();
  }
}
