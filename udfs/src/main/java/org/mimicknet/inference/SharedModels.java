/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.RootCause;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/**
 * The loaded models of this JVM, one per network and device, shared by all tasks and kept until the
 * JVM ends: a job uses one or two. What a GPU could not load is kept, too, so that no further task
 * tries again.
 */
final class SharedModels {
  /** Those that all tasks of this JVM share. */
  static final SharedModels OF_JVM = new SharedModels(SharedModels::openWithCuda);

  private final ConcurrentHashMap<Key, OnnxModel> loaded = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Key, ModelException> refused = new ConcurrentHashMap<>();
  private final GpuLoader gpus;

  private record Key(String sha256, String device) {}

  /** Loads a network onto a GPU. */
  @FunctionalInterface
  interface GpuLoader {
    OnnxModel load(ModelBundle bundle, int gpu, GpuSettings settings) throws Exception;
  }

  SharedModels(GpuLoader gpus) {
    this.gpus = gpus;
  }

  private static OnnxModel openWithCuda(ModelBundle bundle, int gpu, GpuSettings settings)
      throws OrtException {
    return CudaSession.open(OrtEnvironment.getEnvironment(), bundle, gpu, settings);
  }

  /**
   * @param onLoad called if this call loaded it
   * @throws ModelException if the runtime cannot load it on the device
   */
  OnnxModel model(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    Key key = new Key(bundle.sha256(), device.name());
    ModelException earlier = refused.get(key);
    if (earlier != null) {
      throw earlier;
    }
    return loaded.computeIfAbsent(
        key,
        absent -> {
          OnnxModel model = load(bundle, device);
          onLoad.run();
          return model;
        });
  }

  private OnnxModel load(ModelBundle bundle, DeviceSelection device) {
    OnnxLoader runtime = OnnxRuntime.loader();
    try {
      return device.isGpu() ? onGpu(bundle, device) : runtime.load(bundle);
    } catch (Exception e) {
      ModelException refusal =
          new ModelException(
              "Cannot load the model %s on %s: %s; import it again, or choose another device"
                  .formatted(bundle.modelId(), device.name(), RootCause.of(e).getMessage()),
              e);
      if (device.isGpu()) {
        refused.put(new Key(bundle.sha256(), device.name()), refusal);
      }
      throw refusal;
    }
  }

  /** One session per GPU and JVM: with several, the memory that they hold grows without bound. */
  private OnnxModel onGpu(ModelBundle bundle, DeviceSelection device) throws Exception {
    GpuSettings settings = device.settings();
    OnnxModel session = gpus.load(bundle, device.gpu(), settings);
    return new BoundedModel(session, device.name(), settings.concurrentRuns());
  }
}
