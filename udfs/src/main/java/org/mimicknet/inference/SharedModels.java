/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.RootCause;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/**
 * The loaded models of this JVM, one per network and device, shared by all tasks and kept until the
 * JVM ends: a job uses one or two.
 */
final class SharedModels {
  private record Key(String sha256, String device) {}

  private static final ConcurrentHashMap<Key, OnnxModel> MODELS = new ConcurrentHashMap<>();

  private SharedModels() {}

  static OnnxModel model(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    Key key = new Key(bundle.sha256(), device.name());
    return MODELS.computeIfAbsent(
        key,
        absent -> {
          OnnxModel model = load(bundle, device);
          onLoad.run();
          return model;
        });
  }

  private static OnnxModel load(ModelBundle bundle, DeviceSelection device) {
    OnnxLoader runtime = OnnxRuntime.loader();
    try {
      return runtime.load(bundle, device);
    } catch (Exception e) {
      throw new ModelException(
          "Cannot load the model %s on %s: %s; import it again, or choose another device"
              .formatted(bundle.modelId(), device.name(), RootCause.of(e).getMessage()),
          e);
    }
  }
}
