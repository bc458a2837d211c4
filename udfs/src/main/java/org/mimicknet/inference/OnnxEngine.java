/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.List;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.engine.Sides;
import org.mimicknet.model.ModelBundle;

/**
 * The network on ONNX Runtime through DJL: any graph, CPU or CUDA. On the CPU one frame at a time
 * on one thread (batches are not faster and hold memory for good), on a GPU several; tasks run side
 * by side on one shared session. Time grows with the pixels.
 */
final class OnnxEngine implements NetworkEngine {
  private static final String PROVIDER = "onnxruntime";
  private static final String PRECISION = "float32";

  /** Activations of a second task at 2048 x 256: 136 MiB (docs/PERFORMANCE.md). */
  private static final long BYTES_A_PIXEL = 272;

  /** Input and output, where the activations are on the GPU. */
  private static final long BYTES_A_PIXEL_BESIDE_GPU = 2 * Float.BYTES;

  private final Predictor<FrameTranslator.Batch, List<float[]>> predictor;
  private final EngineInfo info;

  private OnnxEngine(Predictor<FrameTranslator.Batch, List<float[]>> predictor, EngineInfo info) {
    this.predictor = predictor;
    this.info = info;
  }

  /**
   * @param onLoad called if the JVM has not loaded the model before
   * @throws org.mimicknet.model.ModelException if the runtime cannot load the model on this device
   */
  static OnnxEngine open(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    Predictor<FrameTranslator.Batch, List<float[]>> predictor =
        SharedModels.model(bundle, device, onLoad).newPredictor(new FrameTranslator());
    return new OnnxEngine(
        predictor, new EngineInfo(PROVIDER, OnnxRuntime.version(), PRECISION, device.name()));
  }

  @Override
  public float[] run(float[] pixels, int height, int width) {
    return run(List.of(pixels), height, width).get(0);
  }

  @Override
  public List<float[]> run(List<float[]> images, int height, int width) {
    images.forEach(pixels -> Sides.check(pixels, height, width));
    try {
      return predictor.predict(new FrameTranslator.Batch(images, height, width));
    } catch (TranslateException e) {
      throw new IllegalStateException(
          "Cannot run the network on %d frame(s) of %d x %d on %s: %s"
              .formatted(images.size(), height, width, info.device(), e.getMessage()),
          e);
    }
  }

  @Override
  public long neededBytes(int height, int width) {
    return (info.isOnGpu() ? BYTES_A_PIXEL_BESIDE_GPU : BYTES_A_PIXEL) * height * width;
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
