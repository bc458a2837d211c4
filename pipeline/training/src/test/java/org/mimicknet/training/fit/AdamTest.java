/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.training.graph.Parameters;
import org.mimicknet.training.graph.PatchDiscriminator;

class AdamTest {
  @Test
  void theFirstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
    // m/(1-b1) = g and v/(1-b2) = g^2, so the step is rate x g / |g|, whatever the size of g
    Parameters parameters = parameters();
    float before = parameters.values(0)[0];
    float other = parameters.values(0)[1];
    List<float[]> gradients = zeros(parameters);
    gradients.get(0)[0] = 0.03f;
    gradients.get(0)[1] = -7f;

    new Adam(parameters, 0.9).step(gradients, 0.01);

    assertThat(parameters.values(0)[0]).isCloseTo(before - 0.01f, within(1e-6f));
    assertThat(parameters.values(0)[1]).isCloseTo(other + 0.01f, within(1e-6f));
  }

  @Test
  void theSecondStepIsThatOfThePaper() {
    Parameters parameters = parameters();
    float before = parameters.values(0)[0];
    Adam adam = new Adam(parameters, 0.5);
    for (float g : new float[] {1f, -2f}) {
      List<float[]> gradients = zeros(parameters);
      gradients.get(0)[0] = g;
      adam.step(gradients, 0.1);
    }

    double m = 0.5 * (0.5 * 1) + 0.5 * -2;
    double v = 0.999 * (0.001 * 1) + 0.001 * 4;
    double second = 0.1 * (m / (1 - 0.25)) / Math.sqrt(v / (1 - 0.999 * 0.999));
    assertThat((double) parameters.values(0)[0]).isCloseTo(before - 0.1 - second, within(1e-5));
  }

  @Test
  void aStateThatWasWrittenGoesOnToTheBit() throws IOException {
    Parameters straight = parameters();
    Adam unbroken = new Adam(straight, 0.9);
    unbroken.step(ramp(straight, 1), 0.01);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    unbroken.write(new DataOutputStream(bytes));
    Parameters copy = parameters();
    copy.copyFrom(straight);
    Adam resumed = new Adam(copy, 0.9);
    resumed.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

    unbroken.step(ramp(straight, 2), 0.01);
    resumed.step(ramp(copy, 2), 0.01);

    for (int i = 0; i < straight.count(); i++) {
      assertThat(copy.values(i)).isEqualTo(straight.values(i));
    }
  }

  private static Parameters parameters() {
    return new PatchDiscriminator(1, 1).parameters();
  }

  private static List<float[]> zeros(Parameters parameters) {
    return IntStream.range(0, parameters.count())
        .mapToObj(i -> new float[parameters.values(i).length])
        .toList();
  }

  private static List<float[]> ramp(Parameters parameters, int scale) {
    List<float[]> gradients = zeros(parameters);
    for (float[] gradient : gradients) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = 0.01f * scale * (i % 11 - 5);
      }
    }
    return gradients;
  }
}
