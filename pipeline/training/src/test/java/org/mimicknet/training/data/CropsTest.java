/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Preprocessing;

class CropsTest {
  private static final int SITES = 12;

  @TempDir private Path folder;

  @Test
  void bothImagesAreCroppedAtTheSamePlaceAndASmallFrameIsMirrored() {
    try (LocalFrames frames = frames(Pairing.PAIRED, 40, 20)) {
      Crops crops = new Crops(frames, Side.DAS, new CropSize(32, 32), 2, 5);
      Crops.Pair pair = crops.paired(1, 0);

      for (int image = 0; image < 2; image++) {
        for (int row = 0; row < 32; row++) {
          for (int column = 0; column < 32; column++) {
            // 20 columns: column 20 mirrors 18, column 31 mirrors 7
            int mirrored = column < 20 ? column : 38 - column;
            int at = (image * 32 + row) * 32;
            assertThat(pair.clinical()[at + column]).isEqualTo(pair.clinical()[at + mirrored]);
            assertThat(pair.das()[at + column]).isEqualTo(pair.das()[at + mirrored]);
          }
        }
        // the clinical image of the fixture is the square of the place in the frame
        int at = image * 32 * 32;
        double first = Math.sqrt(pair.clinical()[at]);
        double next = Math.sqrt(pair.clinical()[at + 1]);
        assertThat((next - first) * (40 * 20 - 1)).isCloseTo(1, within(0.05));
      }
    }
  }

  @Test
  void anEpochShowsEveryFrameOnceInAnOrderOfItsOwn() {
    try (LocalFrames frames = frames(Pairing.PAIRED, 32, 32)) {
      Crops crops = new Crops(frames, Side.DAS, new CropSize(32, 32), 1, 5);
      int count = frames.of(Role.TRAIN, Side.DAS).size();
      assertThat(count).isGreaterThan(4);

      assertThat(crops.batchesPerEpoch()).isEqualTo(count);
      Set<Float> seen = new HashSet<>();
      for (int i = 0; i < count; i++) {
        seen.add(crops.of(1, i)[7]);
      }
      assertThat(seen).hasSize(count);
    }
  }

  @Test
  void cropsDependOnSeedEpochAndPlaceOnly() {
    try (LocalFrames frames = frames(Pairing.PAIRED, 64, 48);
        LocalFrames again = frames(Pairing.PAIRED, 64, 48)) {
      CropSize size = new CropSize(32, 32);
      float[] batch = new Crops(frames, Side.DAS, size, 3, 5).of(4, 2);

      assertThat(new Crops(again, Side.DAS, size, 3, 5).of(4, 2)).isEqualTo(batch);
      assertThat(new Crops(frames, Side.DAS, size, 3, 5).of(5, 2)).isNotEqualTo(batch);
      assertThat(new Crops(frames, Side.DAS, size, 3, 6).of(4, 2)).isNotEqualTo(batch);
    }
  }

  @Test
  void anUnpairedTrainingSeesOneImageOnlyOfAStudy() {
    try (LocalFrames frames = frames(Pairing.UNPAIRED, 32, 32)) {
      int das = frames.of(Role.TRAIN, Side.DAS).size();
      int clinical = frames.of(Role.TRAIN, Side.CLINICAL).size();
      int validation = frames.of(Role.VALIDATION, Side.DAS).size();

      assertThat(das).isPositive();
      assertThat(clinical).isPositive();
      assertThat(frames.of(Role.TRAIN, Side.DAS))
          .doesNotContainAnyElementsOf(frames.of(Role.TRAIN, Side.CLINICAL));
      assertThat(frames.of(Role.VALIDATION, Side.CLINICAL)).hasSize(validation);
    }
  }

  @Test
  void aFrameWithOneImageServesAnUnpairedTrainingOnly() {
    Image image = image(32, 32, 1, 1);
    TrainingFrame half = new TrainingFrame("half", "site", "study", image, null);
    try (LocalFrames paired = empty(Pairing.PAIRED);
        LocalFrames unpaired = empty(Pairing.UNPAIRED)) {
      paired.add(half);
      unpaired.add(half);
      boolean train = new Split(1).role("site", "study") == Role.TRAIN;
      boolean das = new Split(1).givesDas("site", "study");

      assertThat(paired.of(Role.TRAIN, Side.DAS)).isEmpty();
      assertThat(unpaired.of(Role.TRAIN, Side.DAS)).hasSize(train && das ? 1 : 0);
    }
  }

  @Test
  void aFrameSurvivesItsBytes() {
    TrainingFrame frame = new TrainingFrame("id", "site", null, null, image(3, 5, 2, 1));
    byte[] bytes = frame.toBytes();

    TrainingFrame read = TrainingFrame.fromBytes(bytes, bytes.length);

    assertThat(read.studyId()).isNull();
    assertThat(read.das()).isEmpty();
    assertThat(read.clinical().orElseThrow().pixels())
        .isEqualTo(frame.clinical().orElseThrow().pixels());
    assertThat(read.clinical().orElseThrow().size()).isEqualTo("3 x 5");
  }

  @Test
  void withoutATrainingStudyThereIsNothingToTrainOn() {
    try (LocalFrames frames = empty(Pairing.PAIRED)) {
      assertThatThrownBy(() -> new Crops(frames, Side.DAS, new CropSize(32, 32), 1, 1))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("Cannot train: no DAS image of a training study");
    }
  }

  private LocalFrames empty(Pairing pairing) {
    return new LocalFrames(
        folder, new Split(1), pairing, new Preprocessing(Preprocessing.PUBLISHED_CLIP));
  }

  private LocalFrames frames(Pairing pairing, int height, int width) {
    LocalFrames frames = empty(pairing);
    for (int study = 0; study < SITES; study++) {
      frames.add(
          new TrainingFrame(
              "frame" + study,
              "site",
              "study" + study,
              image(height, width, 0.2 + 0.05 * study, 2),
              image(height, width, 1, 2)));
    }
    frames.complete();
    return frames;
  }

  /** The place of a pixel, from a positive number to 1, to a power. */
  private static Image image(int height, int width, double from, double power) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      double place = (double) i / (pixels.length - 1);
      pixels[i] = (float) (power == 2 && from == 1 ? place * place : from + place);
    }
    return new Image(pixels, height, width);
  }
}
