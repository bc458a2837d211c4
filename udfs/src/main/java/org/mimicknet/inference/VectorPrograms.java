package org.mimicknet.inference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.UserException;
import org.mimicknet.inference.vector.UnsupportedNetworkException;
import org.mimicknet.inference.vector.VectorEngine;
import org.mimicknet.inference.vector.VectorProgram;
import org.mimicknet.inference.vector.VectorSupport;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/** The networks that this JVM has prepared for the vector engine: one per model, shared by tasks. */
final class VectorPrograms {
  private static final Map<String, VectorProgram> PROGRAMS = new ConcurrentHashMap<>();
  private static final int WARM_UP_SIDE = 16;

  private VectorPrograms() {}

  static NetworkEngine open(ModelBundle bundle, DeviceSelection device) {
    if (device.device().isGpu()) {
      throw new UserException(
          "Cannot run the vector engine on %s: it runs on the CPU. Choose the device cpu or the"
              .formatted(device.name())
              + " engine onnx");
    }
    if (!VectorSupport.works()) {
      throw new UserException(
          "Cannot run the vector engine in this JVM: it lacks the module, or failed its self-test."
              + " Start driver and executors with "
              + VectorSupport.FLAG
              + ", or choose the engine onnx");
    }
    return new VectorEngine(PROGRAMS.computeIfAbsent(bundle.sha256(), absent -> warm(bundle)));
  }

  /** Prepares a network and runs it once, so that the first real frame finds compiled code. */
  private static VectorProgram warm(ModelBundle bundle) {
    try {
      VectorProgram program = VectorProgram.of(bundle.network());
      try (VectorEngine engine = new VectorEngine(program)) {
        engine.run(new float[WARM_UP_SIDE * WARM_UP_SIDE], WARM_UP_SIDE, WARM_UP_SIDE);
      }
      return program;
    } catch (UnsupportedNetworkException e) {
      throw new ModelException(
          "Cannot run the model %s: %s; choose the engine onnx"
              .formatted(bundle.modelId(), e.getMessage()),
          e);
    }
  }
}
