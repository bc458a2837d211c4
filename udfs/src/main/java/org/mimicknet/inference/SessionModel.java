/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** A session of ONNX Runtime itself, which is that of all tasks. */
record SessionModel(OrtEnvironment environment, OrtSession session)
    implements OnnxModel, OnnxModel.Run {
  @Override
  public Run open() {
    return this;
  }

  @Override
  public List<float[]> outputs(FrameBatch batch) throws OrtException {
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor images =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.pixels()), batch.shape());
        OrtSession.Result result = session.run(Map.of(input, images))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] all = new float[values.remaining()];
      values.get(all);
      return batch.split(all);
    }
  }

  /** The session stays for the next task. */
  @Override
  public void close() {}
}
