/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlateauTest {
  @Test
  void theLearningRateFallsAfterEpochsWithoutABetterScoreDownToItsFloor() {
    Plateau plateau = new Plateau(1e-3, 0.1, 2, 5e-5, 100);

    assertThat(plateau.add(0.5)).isTrue();
    assertThat(plateau.add(0.5)).isFalse();
    assertThat(plateau.learningRate()).isEqualTo(1e-3);
    assertThat(plateau.add(0.4)).isFalse();
    assertThat(plateau.learningRate()).isCloseTo(1e-4, within(1e-18));
    plateau.add(0.4);
    plateau.add(0.4);
    assertThat(plateau.learningRate()).isEqualTo(5e-5);
    assertThat(plateau.add(0.6)).isTrue();
    assertThat(plateau.learningRate()).isEqualTo(5e-5);
  }

  @Test
  void theTrainingEndsAfterMoreEpochsWithoutABetterScore() {
    Plateau plateau = new Plateau(1e-3, 0.5, 3, 0, 4);
    plateau.add(0.5);
    for (int i = 0; i < 3; i++) {
      plateau.add(0.1);
      assertThat(plateau.ended()).isFalse();
    }

    plateau.add(0.1);

    assertThat(plateau.ended()).isTrue();
  }

  @Test
  void aRateBelowTheFloorIsNotRaised() {
    Plateau plateau = new Plateau(1e-7, 0.5, 1, 2e-6, 10);
    plateau.add(0.5);
    plateau.add(0.5);

    assertThat(plateau.learningRate()).isEqualTo(1e-7);
  }
}
