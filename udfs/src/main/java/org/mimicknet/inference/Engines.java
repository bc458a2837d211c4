/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.UserException;
import org.mimicknet.inference.vector.VectorEngine;
import org.mimicknet.model.ModelBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens network engines. */
public final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private Engines() {}

  /**
   * Opens an engine for one task, which must close it. The first call of a JVM loads the runtime
   * and the model, later ones share them; what {@link EngineChoice#AUTO} took, and why, is logged
   * once per model.
   *
   * @throws org.mimicknet.model.ModelException if the engine cannot load the model
   * @throws UserException if the vector engine is asked for and cannot run here
   */
  public static NetworkEngine open(
      EngineChoice choice, ModelBundle bundle, DeviceSelection device) {
    return switch (choice) {
      case ONNX -> OnnxEngine.open(bundle, device);
      case VECTOR -> vector(bundle, device);
      case AUTO -> auto(bundle, device);
    };
  }

  private static NetworkEngine vector(ModelBundle bundle, DeviceSelection device) {
    VectorPrograms.Answer answer = VectorPrograms.of(bundle, device);
    return new VectorEngine(
        answer
            .program()
            .orElseThrow(
                () ->
                    new UserException(
                        "Cannot run the model %s with the vector engine: %s; or choose the engine auto or onnx"
                            .formatted(bundle.modelId(), answer.reason()))));
  }

  private static NetworkEngine auto(ModelBundle bundle, DeviceSelection device) {
    VectorPrograms.Answer answer = VectorPrograms.of(bundle, device);
    NetworkEngine engine =
        answer
            .program()
            .<NetworkEngine>map(VectorEngine::new)
            .orElseGet(() -> OnnxEngine.open(bundle, device));
    if (LOGGED.add(bundle.sha256() + device.name())) {
      LOG.info(
          "Model {} runs on {} {}; the vector engine: {}",
          bundle.modelId(),
          engine.info().provider(),
          engine.info().runtimeVersion(),
          answer.reason());
    }
    return engine;
  }
}
