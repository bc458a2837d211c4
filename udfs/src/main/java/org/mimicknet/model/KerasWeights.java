/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of a Keras file: below a group per layer, datasets such as {@code kernel:0}. Their
 * declared sizes are checked before anything is read.
 */
final class KerasWeights {
  /** A dimension that the layer's settings do not say. */
  static final int ANY = -1;

  private static final int LARGEST_CHANNELS = 4096;
  private static final long LARGEST_VALUES = 1 << 24;
  private static final int DEEPEST_GROUP = 8;

  /** What was read, with the dimensions that the file declares. */
  record Values(List<Integer> dimensions, Weights weights) {}

  private final Group layers;

  KerasWeights(Group layers) {
    this.layers = layers;
  }

  /**
   * @param dimensions what is expected, {@link #ANY} for what only the file says
   * @throws ModelException if there is no such array of finite float32 values
   */
  Values read(KerasLayer layer, String key, int... dimensions) {
    Dataset dataset = dataset(layer, key);
    int[] found = dataset.getDimensions();
    if (!fits(found, dimensions)) {
      throw layer.refused(
          "its %s has the dimensions %s, %s are needed"
              .formatted(
                  key, Arrays.toString(found), Arrays.toString(dimensions).replace("-1", "any")));
    }
    if (dataset.getJavaType() != float.class) {
      throw layer.refused(
          "its %s holds %s values, float32 is needed".formatted(key, dataset.getJavaType()));
    }
    float[] values = (float[]) dataset.getDataFlat();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw layer.refused("its %s holds %s: the model is damaged".formatted(key, value));
      }
    }
    return new Values(Arrays.stream(found).boxed().toList(), new Weights(values));
  }

  private Dataset dataset(KerasLayer layer, String key) {
    List<Dataset> found = new ArrayList<>();
    if (layers.getChildren().get(layer.name()) instanceof Group group) {
      collect(group, key, 0, found);
    }
    if (found.size() != 1) {
      throw layer.refused(
          "the file has %s arrays named %s for it, 1 is needed".formatted(found.size(), key));
    }
    return found.get(0);
  }

  private static void collect(Group group, String key, int depth, List<Dataset> found) {
    for (Node node : group.getChildren().values()) {
      if (node instanceof Dataset dataset) {
        if (dataset.getName().equals(key) || dataset.getName().equals(key + ":0")) {
          found.add(dataset);
        }
      } else if (node instanceof Group child && depth < DEEPEST_GROUP) {
        collect(child, key, depth + 1, found);
      }
    }
  }

  private static boolean fits(int[] found, int[] needed) {
    if (found.length != needed.length) {
      return false;
    }
    long values = 1;
    for (int i = 0; i < found.length; i++) {
      boolean expected =
          needed[i] == ANY ? found[i] > 0 && found[i] <= LARGEST_CHANNELS : found[i] == needed[i];
      values *= found[i];
      if (!expected || values > LARGEST_VALUES) {
        return false;
      }
    }
    return true;
  }
}
