/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The learning rate, and when to end: it is multiplied by a factor after some epochs without a
 * better score, and the training ends after more of them.
 */
final class Plateau {
  private final double factor;
  private final int patience;
  private final double floor;
  private final int stopAfter;
  private double learningRate;
  private double best = Double.NEGATIVE_INFINITY;
  private int sinceBest;
  private int sinceChange;

  Plateau(double learningRate, double factor, int patience, double floor, int stopAfter) {
    this.learningRate = learningRate;
    this.factor = factor;
    this.patience = patience;
    this.floor = floor;
    this.stopAfter = stopAfter;
  }

  static Plateau of(Settings settings) {
    return new Plateau(
        settings.learningRate(),
        settings.factor(),
        settings.patience(),
        settings.floor(),
        settings.stopAfter());
  }

  /**
   * Takes the score of an epoch.
   *
   * @return whether it is the best so far
   */
  boolean add(double score) {
    if (score > best) {
      best = score;
      sinceBest = 0;
      sinceChange = 0;
      return true;
    }
    sinceBest++;
    sinceChange++;
    if (sinceChange >= patience) {
      learningRate = Math.min(learningRate, Math.max(floor, learningRate * factor));
      sinceChange = 0;
    }
    return false;
  }

  double learningRate() {
    return learningRate;
  }

  boolean ended() {
    return sinceBest >= stopAfter;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(learningRate);
    out.writeDouble(best);
    out.writeInt(sinceBest);
    out.writeInt(sinceChange);
  }

  void read(DataInput in) throws IOException {
    learningRate = in.readDouble();
    best = in.readDouble();
    sinceBest = in.readInt();
    sinceChange = in.readInt();
  }
}
