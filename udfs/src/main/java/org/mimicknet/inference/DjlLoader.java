/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.mimicknet.model.ModelBundle;

/**
 * ONNX Runtime through DJL.
 *
 * <p>Starting sets system properties that the user has not set: DJL neither downloads anything nor
 * reports home, and the runtime's own thread pool has one thread, since every task brings its core.
 */
final class DjlLoader implements OnnxLoader {
  private static final Map<String, String> ONE_THREAD =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  private final Engine engine;

  private DjlLoader(Engine engine) {
    this.engine = engine;
  }

  /**
   * @throws LinkageError if DJL cannot start the runtime
   */
  static DjlLoader start() {
    setDefault("ai.djl.offline", "true");
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.onnx.disable_alternative", "true");
    setDefault("ai.djl.onnxruntime.num_threads", "1");
    setDefault("ai.djl.onnxruntime.num_interop_threads", "1");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // DJL finds its engines with the context class loader, which in Spark is not always ours.
    thread.setContextClassLoader(DjlLoader.class.getClassLoader());
    try {
      return new DjlLoader(Engine.getEngine("OnnxRuntime"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public OnnxModel load(ModelBundle bundle) throws Exception {
    Model model = engine.newModel(bundle.modelId(), Device.cpu());
    try {
      model.load(new ByteArrayInputStream(bundle.onnxForCpu()), ONE_THREAD);
    } catch (Exception e) {
      model.close();
      throw e;
    }
    return () -> new PredictorRun(model.newPredictor(new FrameTranslator()));
  }

  private record PredictorRun(Predictor<FrameBatch, List<float[]>> predictor)
      implements OnnxModel.Run {
    @Override
    public List<float[]> outputs(FrameBatch batch) throws Exception {
      return predictor.predict(batch);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
