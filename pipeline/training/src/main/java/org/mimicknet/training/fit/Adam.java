/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.mimicknet.training.graph.Parameters;

/**
 * The optimiser of Kingma and Ba (2015), with Keras' epsilon of 1e-7 outside of the corrected root.
 * It changes parameters in place; its state can be written and read, and then goes on to the bit.
 */
final class Adam {
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-7;

  private final Parameters parameters;
  private final double beta1;
  private final float[][] means;
  private final float[][] squares;
  private long steps;

  Adam(Parameters parameters, double beta1) {
    this.parameters = parameters;
    this.beta1 = beta1;
    this.means = new float[parameters.count()][];
    this.squares = new float[parameters.count()][];
    for (int i = 0; i < means.length; i++) {
      means[i] = new float[parameters.values(i).length];
      squares[i] = new float[parameters.values(i).length];
    }
  }

  /** One step against the gradients, which stand in the order of the parameters. */
  void step(List<float[]> gradients, double learningRate) {
    steps++;
    double squareCorrection = Math.sqrt(1 - Math.pow(BETA2, (double) steps));
    double rate = learningRate * squareCorrection / (1 - Math.pow(beta1, (double) steps));
    double epsilon = EPSILON * squareCorrection;
    for (int i = 0; i < means.length; i++) {
      float[] gradient = gradients.get(i);
      float[] values = parameters.values(i);
      float[] mean = means[i];
      float[] square = squares[i];
      for (int j = 0; j < values.length; j++) {
        double g = gradient[j];
        double m = beta1 * mean[j] + (1 - beta1) * g;
        double v = BETA2 * square[j] + (1 - BETA2) * g * g;
        mean[j] = (float) m;
        square[j] = (float) v;
        values[j] -= (float) (rate * m / (Math.sqrt(v) + epsilon));
      }
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(steps);
    for (int i = 0; i < means.length; i++) {
      Parameters.write(means[i], out);
      Parameters.write(squares[i], out);
    }
  }

  void read(DataInput in) throws IOException {
    steps = in.readLong();
    for (int i = 0; i < means.length; i++) {
      Parameters.read(means[i], in);
      Parameters.read(squares[i], in);
    }
  }
}
