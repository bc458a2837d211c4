package org.mimicknet.inference;

import org.mimicknet.model.ModelBundle;

/** Opens network engines. */
public final class Engines {
  private Engines() {}

  /**
   * Opens an engine for one task, which must close it. The first call of a JVM loads the runtime
   * and the model, later ones share them.
   *
   * @throws org.mimicknet.model.ModelException if the engine cannot load the model
   * @throws org.mimicknet.UserException if the engine cannot run in this JVM or on this device
   */
  public static NetworkEngine open(
      EngineChoice choice, ModelBundle bundle, DeviceSelection device) {
    return switch (choice) {
      case AUTO, ONNX -> OnnxEngine.open(bundle, device);
      case VECTOR -> VectorPrograms.open(bundle, device);
    };
  }
}
