/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.model.Weights;

/**
 * The networks as docs/SCIENCE.md section 3 defines them: layer by layer, in double, in plain
 * loops. It shares nothing with any engine.
 */
final class ReferenceForward {
  /** A feature map, channels last. */
  private record Map(int height, int width, int channels, List<double[]> pixels) {
    static Map of(int height, int width, int channels) {
      List<double[]> pixels = new ArrayList<>();
      for (int i = 0; i < height * width; i++) {
        pixels.add(new double[channels]);
      }
      return new Map(height, width, channels, pixels);
    }

    double[] at(int y, int x) {
      return pixels.get(y * width + x);
    }

    boolean holds(int y, int x) {
      return y >= 0 && y < height && x >= 0 && x < width;
    }
  }

  private ReferenceForward() {}

  static double[] run(Network network, float[] frame, int height, int width) {
    List<Map> maps = new ArrayList<>();
    for (Network.Node node : network.nodes()) {
      List<Map> inputs = node.inputs().stream().map(maps::get).toList();
      maps.add(
          node.layer() instanceof Layer.Input
              ? input(frame, height, width)
              : apply(node.layer(), inputs));
    }
    return maps.get(maps.size() - 1).pixels().stream().mapToDouble(pixel -> pixel[0]).toArray();
  }

  private static Map input(float[] frame, int height, int width) {
    Map map = Map.of(height, width, 1);
    for (int i = 0; i < frame.length; i++) {
      map.pixels().get(i)[0] = frame[i];
    }
    return map;
  }

  private static Map apply(Layer layer, List<Map> inputs) {
    Map in = inputs.get(0);
    if (layer instanceof Layer.Convolution c) {
      return convolution(c.shape(), c.kernel(), c.bias(), in);
    }
    if (layer instanceof Layer.DepthwiseConvolution c) {
      return depthwise(c.shape(), c.kernel(), c.bias(), in);
    }
    if (layer instanceof Layer.TransposedConvolution c) {
      return transposed(c.shape(), c.kernel(), c.bias(), in);
    }
    if (layer instanceof Layer.MaxPooling) {
      return pooling(in);
    }
    if (layer instanceof Layer.Relu relu) {
      in.pixels().forEach(pixel -> activate(pixel, relu.slope()));
      return in;
    }
    return concatenation(inputs);
  }

  private static Map convolution(Layer.Shape shape, Weights kernel, Weights bias, Map in) {
    double[] k = doubles(kernel);
    Map out = Map.of(in.height(), in.width(), shape.outputs());
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < in.width(); x++) {
        double[] sums = out.at(y, x);
        for (int o = 0; o < shape.outputs(); o++) {
          sums[o] = bias.at(o);
        }
        for (int row = 0; row < shape.rows(); row++) {
          for (int column = 0; column < shape.columns(); column++) {
            int fromY = y + row - shape.rows() / 2;
            int fromX = x + column - shape.columns() / 2;
            if (in.holds(fromY, fromX)) {
              double[] from = in.at(fromY, fromX);
              int tap = (row * shape.columns() + column) * shape.inputs();
              for (int i = 0; i < shape.inputs(); i++) {
                for (int o = 0; o < shape.outputs(); o++) {
                  sums[o] += from[i] * k[(tap + i) * shape.outputs() + o];
                }
              }
            }
          }
        }
      }
    }
    return out;
  }

  private static Map depthwise(Layer.Shape shape, Weights kernel, Weights bias, Map in) {
    Map out = Map.of(in.height(), in.width(), in.channels());
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < in.width(); x++) {
        for (int c = 0; c < in.channels(); c++) {
          double sum = bias.at(c);
          for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); column++) {
              int fromY = y + row - shape.rows() / 2;
              int fromX = x + column - shape.columns() / 2;
              if (in.holds(fromY, fromX)) {
                int tap = row * shape.columns() + column;
                sum += in.at(fromY, fromX)[c] * kernel.at(tap * shape.inputs() + c);
              }
            }
          }
          out.at(y, x)[c] = sum;
        }
      }
    }
    return out;
  }

  private static Map transposed(Layer.Shape shape, Weights kernel, Weights bias, Map in) {
    double[] k = doubles(kernel);
    Map out = Map.of(2 * in.height(), 2 * in.width(), shape.outputs());
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        int phase = y % 2 * 2 + x % 2;
        double[] from = in.at(y / 2, x / 2);
        for (int o = 0; o < shape.outputs(); o++) {
          double sum = bias.at(o);
          for (int i = 0; i < shape.inputs(); i++) {
            sum += from[i] * k[(phase * shape.outputs() + o) * shape.inputs() + i];
          }
          out.at(y, x)[o] = sum;
        }
      }
    }
    return out;
  }

  private static Map pooling(Map in) {
    Map out = Map.of(in.height() / 2, in.width() / 2, in.channels());
    for (int y = 0; y < out.height(); y++) {
      for (int x = 0; x < out.width(); x++) {
        for (int c = 0; c < in.channels(); c++) {
          double upper = Math.max(in.at(2 * y, 2 * x)[c], in.at(2 * y, 2 * x + 1)[c]);
          double lower = Math.max(in.at(2 * y + 1, 2 * x)[c], in.at(2 * y + 1, 2 * x + 1)[c]);
          out.at(y, x)[c] = Math.max(upper, lower);
        }
      }
    }
    return out;
  }

  private static void activate(double[] pixel, double slope) {
    for (int c = 0; c < pixel.length; c++) {
      pixel[c] = Math.max(pixel[c], 0) + slope * Math.min(pixel[c], 0);
    }
  }

  private static Map concatenation(List<Map> inputs) {
    Map first = inputs.get(0);
    int channels = inputs.stream().mapToInt(Map::channels).sum();
    Map out = Map.of(first.height(), first.width(), channels);
    for (int i = 0; i < first.pixels().size(); i++) {
      int at = 0;
      for (Map input : inputs) {
        System.arraycopy(input.pixels().get(i), 0, out.pixels().get(i), at, input.channels());
        at += input.channels();
      }
    }
    return out;
  }

  private static double[] doubles(Weights weights) {
    double[] values = new double[weights.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = weights.at(i);
    }
    return values;
  }
}
