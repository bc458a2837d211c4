/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.mimicknet.model.ModelBundle;

/**
 * ONNX Runtime in the environment that another library made, with whatever name, logging and thread
 * pool that has: a JVM has one environment, and DJL does not take one that is there.
 */
record EnvironmentLoader(OrtEnvironment environment) implements OnnxLoader {
  @Override
  public OnnxModel load(ModelBundle bundle) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new SessionModel(environment, environment.createSession(bundle.onnxForCpu(), options));
    }
  }
}
