package org.mimicknet.inference;

import java.util.Map;
import java.util.OptionalDouble;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.reference.SharedData;

/** Bundles of the published and of made-up networks. */
final class TestModels {
  private TestModels() {}

  static ModelBundle published(String name) {
    return bundle(KerasImport.read(SharedData.reference("keras/" + name + ".h5")));
  }

  static ModelBundle bundle(Network network) {
    PixelSettings pixels =
        new PixelSettings(OptionalDouble.of(-80), "min-max", "keras-reflect-end");
    return ModelBundle.of(
        new ModelCard("test", "a test", "none", pixels, Map.of(), Map.of()), network);
  }
}
