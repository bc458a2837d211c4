package org.mimicknet.inference;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import org.mimicknet.image.Image;
import org.mimicknet.model.ModelBundle;

/**
 * The network on ONNX Runtime through DJL: any graph, CPU or CUDA. One frame at a time on one
 * thread (batches are not faster and hold memory for good); tasks run side by side on one shared
 * session. Time grows with the pixels.
 */
final class OnnxEngine implements NetworkEngine {
  private static final String PROVIDER = "onnxruntime";
  private static final String PRECISION = "float32";

  private final Predictor<Image, float[]> predictor;
  private final EngineInfo info;

  private OnnxEngine(Predictor<Image, float[]> predictor, EngineInfo info) {
    this.predictor = predictor;
    this.info = info;
  }

  /**
   * @throws org.mimicknet.model.ModelException if the runtime cannot load the model on this device
   */
  static OnnxEngine open(ModelBundle bundle, DeviceSelection device) {
    Predictor<Image, float[]> predictor =
        SharedModels.model(bundle, device).newPredictor(new FrameTranslator());
    return new OnnxEngine(
        predictor, new EngineInfo(PROVIDER, OnnxRuntime.version(), PRECISION, device.name()));
  }

  @Override
  public float[] run(float[] pixels, int height, int width) {
    Sides.check(height, width);
    Image image = new Image(pixels, height, width);
    try {
      return predictor.predict(image);
    } catch (TranslateException e) {
      throw new IllegalStateException(
          "Cannot run the network on a frame of %s on %s: %s"
              .formatted(image.size(), info.device(), e.getMessage()),
          e);
    }
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
