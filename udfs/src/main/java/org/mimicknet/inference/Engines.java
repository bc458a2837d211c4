/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.inference.vector.VectorEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens network engines. */
@Internal
public final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private Engines() {}

  /** As {@link #open(EngineChoice, ModelBundle, DeviceSelection, Runnable)}, unobserved. */
  public static NetworkEngine open(
      EngineChoice choice, ModelBundle bundle, DeviceSelection device) {
    return open(choice, bundle, device, () -> {});
  }

  /**
   * Opens an engine for one task, which must close it. The first call of a JVM loads the runtime
   * and the model, later ones share them; what device there is and what {@link EngineChoice#AUTO}
   * took, and why, is logged once per device and model.
   *
   * @param onLoad called if this call loaded the model into this JVM
   * @throws org.mimicknet.model.ModelException if the engine cannot load the model
   * @throws UserException if the vector engine is asked for and cannot run here
   */
  public static NetworkEngine open(
      EngineChoice choice, ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    return open(SharedModels.OF_JVM, choice, bundle, device, onLoad);
  }

  static NetworkEngine open(
      SharedModels models,
      EngineChoice choice,
      ModelBundle bundle,
      DeviceSelection device,
      Runnable onLoad) {
    return device.mayFallBack()
        ? onGpuOrCpu(models, choice, bundle, device, onLoad)
        : on(models, choice, bundle, device, onLoad);
  }

  /** The CPU takes what the GPU cannot: everything if it cannot load the model. */
  private static NetworkEngine onGpuOrCpu(
      SharedModels models,
      EngineChoice choice,
      ModelBundle bundle,
      DeviceSelection device,
      Runnable onLoad) {
    NetworkEngine gpu;
    try {
      gpu = on(models, choice, bundle, device, onLoad);
    } catch (ModelException e) {
      return on(models, choice, bundle, device.fallBack(e.getMessage()), onLoad);
    }
    DeviceSelection cpu = device.fallBack("the memory of %s is full".formatted(device.name()));
    return new FallbackEngine(gpu, () -> on(models, choice, bundle, cpu, onLoad));
  }

  private static NetworkEngine on(
      SharedModels models,
      EngineChoice choice,
      ModelBundle bundle,
      DeviceSelection device,
      Runnable onLoad) {
    NetworkEngine engine =
        switch (choice) {
          case ONNX -> OnnxEngine.open(models, bundle, device, onLoad);
          case VECTOR -> vector(bundle, device, onLoad);
          case AUTO -> auto(models, bundle, device, onLoad);
        };
    if (LOGGED.add(device.name() + device.reason())) {
      LOG.info("The network runs on {}: {}", device.name(), device.reason());
    }
    return engine;
  }

  private static NetworkEngine vector(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    VectorPrograms.Answer answer = VectorPrograms.of(bundle, device, onLoad);
    if (answer instanceof VectorPrograms.Prepared prepared) {
      return new VectorEngine(prepared.program());
    }
    throw new UserException(
        "Cannot run the model %s with the vector engine: %s; or choose the engine auto or onnx"
            .formatted(bundle.modelId(), answer.reason()));
  }

  private static NetworkEngine auto(
      SharedModels models, ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    VectorPrograms.Answer answer = VectorPrograms.of(bundle, device, onLoad);
    NetworkEngine engine =
        answer instanceof VectorPrograms.Prepared prepared
            ? new VectorEngine(prepared.program())
            : OnnxEngine.open(models, bundle, device, onLoad);
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
