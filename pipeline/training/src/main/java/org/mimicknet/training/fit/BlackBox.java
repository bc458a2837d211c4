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
import org.mimicknet.training.graph.Losses;
import org.mimicknet.training.graph.Parameters;
import org.mimicknet.training.graph.PatchDiscriminator;
import org.mimicknet.training.graph.Step;
import org.mimicknet.training.graph.TrainableNetwork;

/**
 * Unpaired training: a CycleGAN (Zhu et al. 2017). One network turns DAS images into clinical ones,
 * one turns them back; one discriminator judges each kind.
 *
 * <p>A step first makes the generators' loss smaller, {@code (D(made) - 1)^2 + cycle weight x
 * |there and back - start| + identity weight x |same kind in - out|} for both directions, then that
 * of each discriminator, {@code ((D(real) - 1)^2 + D(made)^2) / 2}.
 */
final class BlackBox implements Learner {
  private final Device device;
  private final CropSize size;
  private final int batch;
  private final double cycleWeight;
  private final double identityWeight;
  private final Crops dasCrops;
  private final Crops clinicalCrops;
  private final Generator toClinical;
  private final Generator toDas;
  private final Judge clinicalJudge;
  private final Judge dasJudge;

  private record Generator(TrainableNetwork network, Adam adam) {
    static Generator of(Network initial, double beta1) {
      TrainableNetwork network = new TrainableNetwork(initial);
      return new Generator(network, new Adam(network.parameters(), beta1));
    }
  }

  private record Judge(PatchDiscriminator discriminator, Adam adam) {
    static Judge of(int filters, long seed, double beta1) {
      PatchDiscriminator discriminator = new PatchDiscriminator(filters, seed);
      return new Judge(discriminator, new Adam(discriminator.parameters(), beta1));
    }
  }

  BlackBox(Settings settings, LocalFrames frames, Network initial, Device device) {
    this.device = device;
    this.size = settings.crop();
    this.batch = settings.batch();
    this.cycleWeight = settings.cycleWeight();
    this.identityWeight = settings.identityWeight();
    long seed = settings.seed();
    this.dasCrops = new Crops(frames, Side.DAS, size, batch, seed);
    this.clinicalCrops = new Crops(frames, Side.CLINICAL, size, batch, ~seed);
    this.toClinical = Generator.of(initial, settings.beta1());
    this.toDas = Generator.of(settings.architecture().initial(seed + 1), settings.beta1());
    int filters = settings.discriminatorFilters();
    this.clinicalJudge = Judge.of(filters, seed + 2, settings.beta1());
    this.dasJudge = Judge.of(filters, seed + 3, settings.beta1());
  }

  @Override
  public int stepsPerEpoch() {
    return Math.max(dasCrops.batchesPerEpoch(), clinicalCrops.batchesPerEpoch());
  }

  @Override
  public Map<String, Double> step(int epoch, int index, double learningRate) {
    float[] das = dasCrops.of(epoch, index);
    float[] clinical = clinicalCrops.of(epoch, index);
    Made made = stepGenerators(das, clinical, learningRate);
    double judging =
        stepJudge(clinicalJudge, clinical, made.clinical, learningRate)
            + stepJudge(dasJudge, das, made.das, learningRate);
    return Map.of("loss", made.loss, "discriminator_loss", judging);
  }

  /** The images that the generators made in a step, and their loss. */
  private static final class Made {
    private final double loss;
    private final float[] clinical;
    private final float[] das;

    private Made(double loss, float[] clinical, float[] das) {
      this.loss = loss;
      this.clinical = clinical;
      this.das = das;
    }
  }

  private Made stepGenerators(float[] das, float[] clinical, double learningRate) {
    try (Step step = new Step(device)) {
      NDArray a = images(step, das);
      NDArray b = images(step, clinical);
      List<NDArray> there = step.variables(toClinical.network().parameters());
      List<NDArray> back = step.variables(toDas.network().parameters());
      NDArray[] made = new NDArray[2];
      double loss =
          step.backward(
              () -> {
                made[0] = toClinical.network().forward(a, there);
                made[1] = toDas.network().forward(b, back);
                NDArray fooled =
                    believed(step, clinicalJudge, made[0]).add(believed(step, dasJudge, made[1]));
                NDArray cycle =
                    Losses.mae(toDas.network().forward(made[0], back), a)
                        .add(Losses.mae(toClinical.network().forward(made[1], there), b));
                NDArray identity =
                    Losses.mae(toClinical.network().forward(b, there), b)
                        .add(Losses.mae(toDas.network().forward(a, back), a));
                return fooled
                    .add(Losses.times(cycle, cycleWeight))
                    .add(Losses.times(identity, identityWeight));
              });
      toClinical.adam().step(Step.gradients(there), learningRate);
      toDas.adam().step(Step.gradients(back), learningRate);
      return new Made(loss, made[0].toFloatArray(), made[1].toFloatArray());
    }
  }

  private static NDArray believed(Step step, Judge judge, NDArray made) {
    List<NDArray> weights = step.constants(judge.discriminator().parameters());
    return Losses.mse(judge.discriminator().forward(made, weights), 1);
  }

  private double stepJudge(Judge judge, float[] real, float[] made, double learningRate) {
    try (Step step = new Step(device)) {
      NDArray realImages = images(step, real);
      NDArray madeImages = images(step, made);
      List<NDArray> weights = step.variables(judge.discriminator().parameters());
      double loss =
          step.backward(
              () ->
                  Losses.times(
                      Losses.mse(judge.discriminator().forward(realImages, weights), 1)
                          .add(Losses.mse(judge.discriminator().forward(madeImages, weights), 0)),
                      0.5));
      judge.adam().step(Step.gradients(weights), learningRate);
      return loss;
    }
  }

  private NDArray images(Step step, float[] pixels) {
    return step.images(pixels, batch, size.rows(), size.columns());
  }

  @Override
  public TrainableNetwork generator() {
    return toClinical.network();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (Generator generator : List.of(toClinical, toDas)) {
      generator.network().parameters().write(out);
      generator.adam().write(out);
    }
    for (Judge judge : List.of(clinicalJudge, dasJudge)) {
      judge.discriminator().parameters().write(out);
      judge.adam().write(out);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    for (Generator generator : List.of(toClinical, toDas)) {
      generator.network().parameters().read(in);
      generator.adam().read(in);
    }
    for (Judge judge : List.of(clinicalJudge, dasJudge)) {
      Parameters weights = judge.discriminator().parameters();
      weights.read(in);
      judge.adam().read(in);
    }
  }
}
