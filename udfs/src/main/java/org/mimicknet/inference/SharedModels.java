/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelException;

/**
 * The loaded models of this JVM, one per network and device, shared by all tasks and kept until the
 * JVM ends: a job uses one or two.
 */
final class SharedModels {
  private record Key(String sha256, String device) {}

  private static final ConcurrentHashMap<Key, Model> MODELS = new ConcurrentHashMap<>();
  private static final Map<String, String> ONE_THREAD =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  private SharedModels() {}

  static Model model(ModelBundle bundle, DeviceSelection device, Runnable onLoad) {
    Key key = new Key(bundle.sha256(), device.name());
    return MODELS.computeIfAbsent(
        key,
        absent -> {
          Model model = load(bundle, device);
          onLoad.run();
          return model;
        });
  }

  private static Model load(ModelBundle bundle, DeviceSelection device) {
    Model model = OnnxRuntime.engine().newModel(bundle.modelId(), device.device());
    try {
      byte[] onnx = device.device().isGpu() ? bundle.onnx() : bundle.onnxForCpu();
      model.load(new ByteArrayInputStream(onnx), ONE_THREAD);
      return model;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new ModelException(
          "Cannot load the model %s on %s: %s; import it again, or choose another device"
              .formatted(bundle.modelId(), device.name(), rootMessage(e)),
          e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
