/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.List;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.engine.Sides;
import org.mimicknet.model.ModelBundle;

/**
 * The network on ONNX Runtime: any graph, CPU or CUDA. On the CPU one frame at a time on one thread
 * (batches are not faster and hold memory for good), on a GPU several; tasks run side by side on
 * one shared session. Time grows with the pixels.
 */
final class OnnxEngine implements NetworkEngine {
  private static final String PROVIDER = "onnxruntime";
  private static final String PRECISION = "float32";

  /**
   * The input and the output of a batch, and the output again, cut into images. Tensors and
   * activations are native: 136 MiB for a second task at 2048 x 256 (docs/PERFORMANCE.md).
   */
  private static final long BYTES_A_PIXEL = 3 * Float.BYTES;

  private final OnnxModel.Run network;
  private final EngineInfo info;

  private OnnxEngine(OnnxModel.Run network, EngineInfo info) {
    this.network = network;
    this.info = info;
  }

  /**
   * @param onLoad called if the JVM has not loaded the model before
   * @throws org.mimicknet.model.ModelException if the runtime cannot load the model on this device
   */
  static OnnxEngine open(
      SharedModels models, ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    OnnxModel.Run network = models.model(bundle, device, onLoad).open();
    return new OnnxEngine(
        network, new EngineInfo(PROVIDER, OnnxRuntime.version(), PRECISION, device.name()));
  }

  @Override
  public float[] run(float[] pixels, int height, int width) {
    return run(List.of(pixels), height, width).get(0);
  }

  @Override
  public List<float[]> run(List<float[]> images, int height, int width) {
    images.forEach(pixels -> Sides.check(pixels, height, width));
    try {
      return network.outputs(new FrameBatch(images, height, width));
    } catch (GpuMemoryException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException(
          "Cannot run the network on %s frame(s) of %s x %s on %s: %s"
              .formatted(images.size(), height, width, info.device(), e.getMessage()),
          e);
    }
  }

  @Override
  public long neededBytes(int height, int width) {
    return BYTES_A_PIXEL * height * width;
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public void close() {
    network.close();
  }
}
