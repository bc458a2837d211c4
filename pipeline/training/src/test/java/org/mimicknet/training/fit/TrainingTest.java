/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.training.data.FramesFixture;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.data.Pairing;

class TrainingTest {
  private static final int STUDIES = 30;

  @TempDir private static Path shared;
  private static LocalFrames paired;
  private static LocalFrames unpaired;

  @TempDir private Path folder;

  @BeforeAll
  static void simulate() {
    paired = FramesFixture.frames(shared, Pairing.PAIRED, STUDIES);
    unpaired = FramesFixture.frames(shared, Pairing.UNPAIRED, STUDIES);
  }

  @AfterAll
  static void close() {
    paired.close();
    unpaired.close();
  }

  @Test
  void aGrayBoxTrainingImprovesTheValidationSsim() throws IOException {
    TrainingResult result = run(grayBox("3", "40"), paired, folder);

    assertThat(result.outcome()).isEqualTo(TrainingResult.Outcome.FINISHED);
    assertThat(ssim(result, 0)).isLessThan(0.3);
    assertThat(result.best().validation().ssim()).isGreaterThan(0.75);
    assertThat(result.test().ssim()).isGreaterThan(result.testDas().ssim());
    assertThat(losses(result)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("checkpoint-00002", "checkpoint-00003", "samples")
          .doesNotContain("checkpoint-00001")
          .anyMatch(name -> name.startsWith("events.out.tfevents."));
    }
    assertThat(folder.resolve("samples/epoch00003-0.png")).isNotEmptyFile();
  }

  @Test
  void aBlackBoxTrainingImprovesTheValidationSsim() {
    Settings settings =
        Settings.of(Mode.BLACK_BOX)
            .with(
                Map.of(
                    "filters", "8",
                    "discriminator-filters", "4",
                    "learning-rate", "2e-3",
                    "crop", "64x64",
                    "batch", "2",
                    "epochs", "2",
                    "steps", "40"));

    TrainingResult result = run(settings, unpaired, folder);

    assertThat(ssim(result, 0)).isLessThan(0.3);
    assertThat(result.best().validation().ssim()).isGreaterThan(0.45);
    assertThat(result.history().get(2).losses()).containsKeys("loss", "discriminator_loss");
  }

  @Test
  void aTrainingThatWasStoppedGoesOnAsIfItWasNot() {
    TrainingResult unbroken = run(grayBox("3", "6"), paired, folder.resolve("unbroken"));

    Path broken = folder.resolve("broken");
    run(grayBox("3", "6"), paired, broken, 1);
    TrainingResult resumed = run(grayBox("3", "6"), paired, broken);

    assertThat(resumed.network()).isEqualTo(unbroken.network());
    assertThat(losses(resumed)).isEqualTo(losses(unbroken));
    assertThat(resumed.test()).isEqualTo(unbroken.test());
  }

  @Test
  void aBlackBoxTrainingGoesOnAsWell() {
    Settings settings =
        Settings.of(Mode.BLACK_BOX)
            .with(
                Map.of(
                    "filters", "2",
                    "discriminator-filters", "2",
                    "crop", "32x32",
                    "batch", "2",
                    "epochs", "2",
                    "steps", "3"));
    TrainingResult unbroken = run(settings, unpaired, folder.resolve("unbroken"));

    Path broken = folder.resolve("broken");
    run(settings, unpaired, broken, 1);
    TrainingResult resumed = run(settings, unpaired, broken);

    assertThat(resumed.network()).isEqualTo(unbroken.network());
    assertThat(losses(resumed)).isEqualTo(losses(unbroken));
  }

  @Test
  void aLossThatIsNoNumberStopsTheTrainingWithAReason() {
    Settings settings = grayBox("5", "20").with(Map.of("learning-rate", "1e30", "loss", "mse"));

    TrainingResult result = run(settings, paired, folder);

    assertThat(result.outcome()).isEqualTo(TrainingResult.Outcome.DIVERGED);
    assertThat(result.reason()).containsPattern("became (NaN|Infinity) in (step \\d+ of )?epoch 1");
    assertThat(result.best().number()).isZero();
  }

  @Test
  void theCheckpointOfAnotherTrainingIsRefused() {
    run(grayBox("1", "1"), paired, folder);

    assertThatThrownBy(() -> run(grayBox("1", "1").with(Map.of("loss", "mae")), paired, folder))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot go on with the training in")
        .hasMessageEndingWith("give a new folder");
  }

  private static Settings grayBox(String epochs, String steps) {
    return Settings.of(Mode.GRAY_BOX)
        .with(
            Map.of(
                "filters", "8",
                "loss", "ssim+mae",
                "learning-rate", "5e-3",
                "crop", "64x64",
                "batch", "4",
                "epochs", epochs,
                "steps", steps));
  }

  private static TrainingResult run(Settings settings, LocalFrames frames, Path folder) {
    return training(settings, frames, folder).run();
  }

  /** Ends after some epochs, as if the process had been killed then. */
  private static void run(Settings settings, LocalFrames frames, Path folder, int epochs) {
    training(settings, frames, folder).runUntil(epochs);
  }

  private static Training training(Settings settings, LocalFrames frames, Path folder) {
    return new Training(
        settings,
        frames,
        settings.architecture().initial(settings.seed()),
        new RunFolder(folder.toString(), new Configuration()),
        Device.cpu());
  }

  private static double ssim(TrainingResult result, int epoch) {
    return result.history().get(epoch).validation().ssim();
  }

  private static List<Double> losses(TrainingResult result) {
    return result.history().stream().skip(1).map(epoch -> epoch.losses().get("loss")).toList();
  }
}
