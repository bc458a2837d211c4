/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchDiscriminatorTest {
  @Test
  void thePublishedOneJudgesSixteenTimesSixteenPatches() {
    PatchDiscriminator published = new PatchDiscriminator(32, 1);
    PatchDiscriminator small = new PatchDiscriminator(2, 1);

    // 3 x 3 convolutions 1-32-64-128-256-512, then 8 x 8 to 1, with biases
    assertThat(published.parameters().size())
        .isEqualTo(
            9 * (32 + 32 * 64 + 64 * 128 + 128 * 256 + 256 * 512)
                + (32 + 64 + 128 + 256 + 512)
                + 64 * 512
                + 1);
    try (Step step = new Step(Device.cpu())) {
      NDArray images = step.images(new float[512 * 512], 1, 512, 512);
      NDArray map = small.forward(images, step.constants(small.parameters()));
      assertThat(map.getShape()).isEqualTo(new Shape(1, 1, 16, 16));
    }
  }

  @Test
  void aPatchIsJudgedByWhatLiesAroundIt() {
    PatchDiscriminator judge = new PatchDiscriminator(2, 3);
    float[] black = new float[1024 * 32];
    float[] spot = black.clone();
    Arrays.fill(spot, 0, 64, 1);

    float[] before = judge(judge, black);
    float[] after = judge(judge, spot);

    // 3 patches before and 4 after: the spot in the first rows reaches the first four patches
    for (int patch = 0; patch < 4; patch++) {
      assertThat(after[patch]).isNotEqualTo(before[patch]);
    }
    assertThat(Arrays.copyOfRange(after, 5, 32)).isEqualTo(Arrays.copyOfRange(before, 5, 32));
  }

  private static float[] judge(PatchDiscriminator judge, float[] image) {
    try (Step step = new Step(Device.cpu())) {
      NDArray images = step.images(image, 1, 1024, 32);
      return judge.forward(images, step.constants(judge.parameters())).toFloatArray();
    }
  }
}
