/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.UserException;
import org.mimicknet.model.Network;
import org.mimicknet.training.graph.UNet;

class SettingsTest {
  @Test
  void theDefaultsAreThePublishedRecipe() {
    Settings black = Settings.of(Mode.BLACK_BOX);
    assertThat(black.learningRate()).isEqualTo(2e-4);
    assertThat(black.beta1()).isEqualTo(0.5);
    assertThat(black.factor()).isEqualTo(0.5);
    assertThat(black.patience()).isEqualTo(3);
    assertThat(black.floor()).isEqualTo(2e-6);
    assertThat(black.cycleWeight()).isEqualTo(10);
    assertThat(black.identityWeight()).isEqualTo(1);
    assertThat(black.architecture()).isEqualTo(new UNet(16, 3, 3, 0.2f));

    Settings gray = Settings.of(Mode.GRAY_BOX);
    assertThat(gray.learningRate()).isEqualTo(2e-3);
    assertThat(gray.factor()).isEqualTo(0.2);
    assertThat(gray.loss()).isEqualTo(Loss.of("mae"));
    assertThat(gray.batch()).isEqualTo(8);
    assertThat(gray.crop()).hasToString("512x512");
    assertThat(gray.epochs()).isEqualTo(100);
    assertThat(gray.architecture()).isEqualTo(new UNet(16, 3, 3, 0));
  }

  @Test
  void settingsSurviveTheirMap() {
    Settings settings =
        Settings.of(Mode.GRAY_BOX).with(Map.of("kernel", "7x3", "loss", "ssim+0.5*mae"));

    assertThat(Settings.fromMap(settings.toMap())).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kernel | 4x3 | Cannot set kernel to 4x3: odd rows x odd columns is needed",
        "epochs | 0 | Cannot set epochs to 0: a whole number of at least 1 is needed",
        "beta1 | many | Cannot set beta1 to many: a number of at least 0 is needed",
        "clip-db | 10 | Cannot set clip-db to 10: a negative number or none is needed",
        "crop | 100x96 | Cannot crop to 100 x 96: both sides must be multiples of 32",
        "loss | psnr | Cannot use the loss 'psnr': write mae, mse, ssim or a sum such as"
            + " ssim+0.5*mae"
      })
  void aValueThatCannotBeUsedIsRefusedByName(String name, String value, String message) {
    assertThatThrownBy(() -> Settings.of(Mode.GRAY_BOX).with(Map.of(name, value)))
        .isInstanceOf(UserException.class)
        .hasMessage(message);
  }

  @Test
  void aSettingOfTheOtherModeIsRefused() {
    assertThatThrownBy(() -> Settings.of(Mode.GRAY_BOX).with(Map.of("cycle-weight", "5")))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot set cycle-weight of a gray-box training");
  }

  @Test
  void aTrainingThatStartsFromAModelHasItsArchitecture() {
    Network initial = new UNet(8, 7, 3, 0).initial(1);
    Settings base = Settings.of(Mode.BLACK_BOX).startingFrom(initial);

    assertThat(base.architecture()).isEqualTo(new UNet(8, 7, 3, 0.2f));
    base.with(Map.of("filters", "8", "batch", "2")).check(initial);
    Settings other = base.with(Map.of("kernel", "3x3"));
    assertThatThrownBy(() -> other.check(initial))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set kernel to 3x3 of a training that starts from a model with 7x3: leave it"
                + " out");
  }

  @Test
  void weightsOfALossAddUp() {
    assertThat(Loss.of("ssim+0.5*mae").weights())
        .isEqualTo(Map.of(Loss.Term.SSIM, 1.0, Loss.Term.MAE, 0.5));
    assertThat(Loss.of("mae+mae")).isEqualTo(Loss.of("2.0*mae"));
  }
}
