/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.image.Image;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;

/**
 * The network in double precision and in the plainest loops, straight from docs/SCIENCE.md section
 * 3: an oracle for engines. It is held to golden/layer_trace_crop_31x33.json itself.
 */
public final class NaiveForward {
  /** A feature map, channels first. */
  public static final class Map {
    private final int channels;
    private final int height;
    private final int width;
    private final double[] values;

    Map(int channels, int height, int width) {
      this.channels = channels;
      this.height = height;
      this.width = width;
      this.values = new double[channels * height * width];
    }

    public int channels() {
      return channels;
    }

    public int height() {
      return height;
    }

    public int width() {
      return width;
    }

    public double[] values() {
      return values;
    }

    /** Zero outside. */
    public double at(int channel, int row, int column) {
      boolean inside = row >= 0 && row < height && column >= 0 && column < width;
      return inside ? values[index(channel, row, column)] : 0;
    }

    private int index(int channel, int row, int column) {
      return (channel * height + row) * width + column;
    }
  }

  private NaiveForward() {}

  /** What each node of the network gives, in the network's order. */
  public static List<Map> maps(Network network, Image image) {
    List<Map> maps = new ArrayList<>();
    for (Network.Node node : network.nodes()) {
      List<Map> inputs = node.inputs().stream().map(maps::get).toList();
      maps.add(inputs.isEmpty() ? input(image) : apply(node.layer(), inputs));
    }
    return maps;
  }

  /** The result of the network. */
  public static double[] run(Network network, Image image) {
    List<Map> maps = maps(network, image);
    return maps.get(maps.size() - 1).values();
  }

  private static Map input(Image image) {
    Map map = new Map(1, image.height(), image.width());
    for (int i = 0; i < map.values().length; i++) {
      map.values()[i] = image.pixels()[i];
    }
    return map;
  }

  private static Map apply(Layer layer, List<Map> inputs) {
    Map x = inputs.get(0);
    if (layer instanceof Layer.Convolution it) {
      return convolution(it, x);
    } else if (layer instanceof Layer.DepthwiseConvolution it) {
      return depthwise(it, x);
    } else if (layer instanceof Layer.TransposedConvolution it) {
      return transposed(it, x);
    } else if (layer instanceof Layer.MaxPooling) {
      return pooled(x);
    } else if (layer instanceof Layer.Relu it) {
      return relu(it, x);
    }
    return concatenated(inputs);
  }

  private static Map convolution(Layer.Convolution layer, Map x) {
    Layer.Shape s = layer.shape();
    Map y = new Map(s.outputs(), x.height(), x.width());
    for (int o = 0; o < s.outputs(); o++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double sum = layer.bias().at(o);
          for (int a = 0; a < s.rows(); a++) {
            for (int b = 0; b < s.columns(); b++) {
              for (int c = 0; c < s.inputs(); c++) {
                int k = ((a * s.columns() + b) * s.inputs() + c) * s.outputs() + o;
                sum +=
                    layer.kernel().at(k) * x.at(c, i + a - s.rows() / 2, j + b - s.columns() / 2);
              }
            }
          }
          y.values()[y.index(o, i, j)] = sum;
        }
      }
    }
    return y;
  }

  private static Map depthwise(Layer.DepthwiseConvolution layer, Map x) {
    Layer.Shape s = layer.shape();
    Map y = new Map(s.outputs(), x.height(), x.width());
    for (int c = 0; c < s.inputs(); c++) {
      for (int i = 0; i < x.height(); i++) {
        for (int j = 0; j < x.width(); j++) {
          double sum = layer.bias().at(c);
          for (int a = 0; a < s.rows(); a++) {
            for (int b = 0; b < s.columns(); b++) {
              int k = (a * s.columns() + b) * s.inputs() + c;
              sum += layer.kernel().at(k) * x.at(c, i + a - s.rows() / 2, j + b - s.columns() / 2);
            }
          }
          y.values()[y.index(c, i, j)] = sum;
        }
      }
    }
    return y;
  }

  private static Map transposed(Layer.TransposedConvolution layer, Map x) {
    Layer.Shape s = layer.shape();
    Map y = new Map(s.outputs(), 2 * x.height(), 2 * x.width());
    for (int o = 0; o < s.outputs(); o++) {
      for (int i = 0; i < y.height(); i++) {
        for (int j = 0; j < y.width(); j++) {
          double sum = layer.bias().at(o);
          for (int c = 0; c < s.inputs(); c++) {
            int k = ((i % 2 * 2 + j % 2) * s.outputs() + o) * s.inputs() + c;
            sum += layer.kernel().at(k) * x.at(c, i / 2, j / 2);
          }
          y.values()[y.index(o, i, j)] = sum;
        }
      }
    }
    return y;
  }

  private static Map pooled(Map x) {
    Map y = new Map(x.channels(), x.height() / 2, x.width() / 2);
    for (int c = 0; c < y.channels(); c++) {
      for (int i = 0; i < y.height(); i++) {
        for (int j = 0; j < y.width(); j++) {
          double above = Math.max(x.at(c, 2 * i, 2 * j), x.at(c, 2 * i, 2 * j + 1));
          double below = Math.max(x.at(c, 2 * i + 1, 2 * j), x.at(c, 2 * i + 1, 2 * j + 1));
          y.values()[y.index(c, i, j)] = Math.max(above, below);
        }
      }
    }
    return y;
  }

  private static Map relu(Layer.Relu layer, Map x) {
    Map y = new Map(x.channels(), x.height(), x.width());
    for (int i = 0; i < y.values().length; i++) {
      double value = x.values()[i];
      y.values()[i] = value < 0 ? layer.slope() * value : value;
    }
    return y;
  }

  private static Map concatenated(List<Map> inputs) {
    int channels = inputs.stream().mapToInt(Map::channels).sum();
    Map y = new Map(channels, inputs.get(0).height(), inputs.get(0).width());
    int start = 0;
    for (Map input : inputs) {
      System.arraycopy(input.values(), 0, y.values(), start, input.values().length);
      start += input.values().length;
    }
    return y;
  }
}
