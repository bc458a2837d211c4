/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mimicknet.model.Network;
import org.mimicknet.training.data.CropSize;
import org.mimicknet.training.data.Crops;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.data.Side;
import org.mimicknet.training.graph.Step;
import org.mimicknet.training.graph.TrainableNetwork;

/** Paired training of one network. */
final class GrayBox implements Learner {
  private final Device device;
  private final Crops crops;
  private final CropSize size;
  private final int batch;
  private final Loss loss;
  private final TrainableNetwork network;
  private final Adam adam;

  GrayBox(Settings settings, LocalFrames frames, Network initial, Device device) {
    this.device = device;
    this.size = settings.crop();
    this.batch = settings.batch();
    this.crops = new Crops(frames, Side.DAS, size, batch, settings.seed());
    this.loss = settings.loss();
    this.network = new TrainableNetwork(initial);
    this.adam = new Adam(network.parameters(), settings.beta1());
  }

  @Override
  public int stepsPerEpoch() {
    return crops.batchesPerEpoch();
  }

  @Override
  public Map<String, Double> step(int epoch, int index, double learningRate) {
    Crops.Pair pair = crops.paired(epoch, index);
    try (Step step = new Step(device)) {
      NDArray das = step.images(pair.das(), batch, size.rows(), size.columns());
      NDArray clinical = step.images(pair.clinical(), batch, size.rows(), size.columns());
      List<NDArray> weights = step.variables(network.parameters());
      double value = step.backward(() -> loss.of(network.forward(das, weights), clinical));
      adam.step(Step.gradients(weights), learningRate);
      return Map.of("loss", value);
    }
  }

  @Override
  public TrainableNetwork generator() {
    return network;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    network.parameters().write(out);
    adam.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    network.parameters().read(in);
    adam.read(in);
  }
}
