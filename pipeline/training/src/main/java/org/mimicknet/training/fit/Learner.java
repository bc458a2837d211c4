/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import ai.djl.Device;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.mimicknet.model.Network;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.graph.TrainableNetwork;

/** A way to train: what happens in one step. */
interface Learner {
  /** The learner of a mode, at its start. */
  static Learner of(Settings settings, LocalFrames frames, Network initial, Device device) {
    return switch (settings.mode()) {
      case GRAY_BOX -> new GrayBox(settings, frames, initial, device);
      case BLACK_BOX -> new BlackBox(settings, frames, initial, device);
    };
  }

  /** How many steps show every frame about once. */
  int stepsPerEpoch();

  /**
   * One step.
   *
   * @param epoch from 1
   * @param step from 0 within the epoch
   * @return the losses by name; the one that the step made smaller is {@code loss}
   */
  Map<String, Double> step(int epoch, int step, double learningRate);

  /** The network that turns DAS images into clinical ones. */
  TrainableNetwork generator();

  /** Writes everything that the next step depends on. */
  void write(DataOutput out) throws IOException;

  /** Goes on from what {@link #write} wrote. */
  void read(DataInput in) throws IOException;
}
