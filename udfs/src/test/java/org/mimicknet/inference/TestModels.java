/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.List;
import java.util.Map;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.Layer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.model.Weights;
import org.mimicknet.reference.SharedData;
import org.mimicknet.signal.Clip;

/** Bundles of the published and of made-up networks. */
public final class TestModels {
  private TestModels() {}

  public static ModelBundle published(String name) {
    return bundle(KerasImport.read(SharedData.reference("keras/" + name + ".h5")));
  }

  public static ModelBundle bundle(Network network) {
    PixelSettings pixels = new PixelSettings(new Clip.AtDb(-80), "min-max", "keras-reflect-end");
    return ModelBundle.of(
        new ModelCard("test", "a test", "none", pixels, Map.of(), Map.of()), network);
  }

  /** A network of one layer, which multiplies each pixel. */
  public static ModelBundle scaled(float factor) {
    Layer convolution =
        new Layer.Convolution(
            new Layer.Shape(1, 1, 1, 1),
            new Weights(new float[] {factor}),
            new Weights(new float[] {0}));
    return bundle(
        new Network(
            List.of(
                new Network.Node("image", new Layer.Input(), List.of()),
                new Network.Node("scaled", convolution, List.of(0)))));
  }
}
