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
import org.mimicknet.model.ModelBundle;

/**
 * ONNX Runtime in the environment that another library made, with whatever name, logging and thread
 * pool that has: a JVM has one environment, and DJL does not take one that is there.
 */
final class EnvironmentLoader implements OnnxLoader {
  private final OrtEnvironment environment;
  private final boolean cuda;

  EnvironmentLoader(OrtEnvironment environment) {
    this.environment = environment;
    this.cuda = canUseCuda();
  }

  @Override
  public OnnxModel load(ModelBundle bundle, DeviceSelection device) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      if (device.device().isGpu()) {
        options.addCUDA(device.device().getDeviceId());
      }
      OrtSession session = environment.createSession(OnnxLoader.file(bundle, device), options);
      return () -> new SessionRun(environment, session);
    }
  }

  @Override
  public boolean hasCuda() {
    return cuda;
  }

  private static boolean canUseCuda() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addCUDA();
      return true;
    } catch (OrtException e) {
      return false;
    }
  }

  private record SessionRun(OrtEnvironment environment, OrtSession session)
      implements OnnxModel.Run {
    @Override
    public List<float[]> outputs(FrameBatch batch) throws OrtException {
      String input = session.getInputNames().iterator().next();
      try (OnnxTensor images =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(batch.pixels()), batch.shape());
          OrtSession.Result result = session.run(Map.of(input, images))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return batch.split(all);
      }
    }

    /** The session is that of all tasks. */
    @Override
    public void close() {}
  }
}
