package org.mimicknet.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.mimicknet.model.Layer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.Network;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.model.Weights;

/**
 * The headline network with random weights: 5 levels of 16 filters of 3 x 3 (SCIENCE.md section 3).
 * It costs what the trained one costs, and enhances nothing.
 */
public final class RandomUnet {
  private static final int FILTERS = 16;
  private static final int LEVELS = 5;

  private final Random random = new Random(1);
  private final List<Network.Node> nodes = new ArrayList<>();

  private RandomUnet() {}

  /** A bundle that no user has: for the benchmark alone. */
  public static ModelBundle bundle() {
    PixelSettings pixels =
        new PixelSettings(OptionalDouble.of(-80), "min-max", "keras-reflect-end");
    ModelCard card =
        new ModelCard("random-weights", "benchmark", "Apache-2.0", pixels, Map.of(), Map.of());
    return ModelBundle.of(card, new RandomUnet().network());
  }

  private Network network() {
    int last = add("input", new Layer.Input());
    int[] skips = new int[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      last = level == 0 ? last : add("pool" + level, new Layer.MaxPooling(), last);
      last = twoConvolutions("down" + level, last, level == 0 ? 1 : FILTERS, 0.2f);
      skips[level] = last;
    }
    for (int level = LEVELS - 2; level >= 0; level--) {
      Layer.Shape shape = new Layer.Shape(2, 2, FILTERS, FILTERS);
      last =
          add(
              "grow" + level,
              new Layer.TransposedConvolution(shape, kernel(shape, 1), zeros(FILTERS)),
              last);
      last = add("join" + level, new Layer.Concatenation(), last, skips[level]);
      last = twoConvolutions("up" + level, last, 2 * FILTERS, 0);
    }
    add("output", convolution(new Layer.Shape(1, 1, FILTERS, 1)), last);
    return new Network(nodes);
  }

  private int twoConvolutions(String name, int input, int channels, float slope) {
    int first = add(name + "a", convolution(new Layer.Shape(3, 3, channels, FILTERS)), input);
    int active = add(name + "a-relu", new Layer.Relu(slope), first);
    int second = add(name + "b", convolution(new Layer.Shape(3, 3, FILTERS, FILTERS)), active);
    return add(name + "b-relu", new Layer.Relu(slope), second);
  }

  private Layer convolution(Layer.Shape shape) {
    return new Layer.Convolution(
        shape, kernel(shape, shape.rows() * shape.columns()), zeros(shape.outputs()));
  }

  /** Of a size that keeps the magnitude of the feature maps. */
  private Weights kernel(Layer.Shape shape, int taps) {
    float[] values = new float[shape.rows() * shape.columns() * shape.inputs() * shape.outputs()];
    double scale = Math.sqrt(2.0 / (taps * shape.inputs()));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return new Weights(values);
  }

  private static Weights zeros(int count) {
    return new Weights(new float[count]);
  }

  private int add(String name, Layer layer, Integer... inputs) {
    nodes.add(new Network.Node(name, layer, List.of(inputs)));
    return nodes.size() - 1;
  }
}
