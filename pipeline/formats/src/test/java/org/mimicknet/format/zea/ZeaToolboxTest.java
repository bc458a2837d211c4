/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameRecords;
import org.mimicknet.format.WrittenSamples;

/** Files that zea 0.1.8 itself writes; IndependentWritersTest compares their pixels. */
class ZeaToolboxTest {
  @Test
  void aPolarGridIsGivenInSamplesAndRadians() throws IOException {
    FrameMetadata metadata = read("polar").get(1).metadata();

    double spacing = 0.055 / 11;
    assertThat(metadata.initialRadius()).isCloseTo(0.01 / spacing, within(1e-4));
    assertThat(metadata.finalRadius()).isCloseTo(0.01 / spacing + 12, within(1e-4));
    assertThat(metadata.initialAngle()).isCloseTo(-0.5, within(1e-6));
    assertThat(metadata.finalAngle()).isCloseTo(0.4, within(1e-6));
    assertThat(metadata.probe()).isEqualTo("verasonics_l11_4v");
    assertThat(metadata.scanner()).isEqualTo("verasonics_vantage");
    assertThat(metadata.frequencyHz()).isEqualTo(6.25e6);
    assertThat(metadata.seriesId()).isNull();
    assertThat(metadata.extra())
        .containsEntry("subject_type", "human")
        .containsEntry("sound_speed_m_s", "1540.0")
        .containsEntry("sampling_frequency_hz", "4.0E7")
        .containsEntry("demodulation_frequency_hz", "6000000.0")
        .containsOnlyKeys(
            "subject_type",
            "sound_speed_m_s",
            "sampling_frequency_hz",
            "demodulation_frequency_hz",
            "axial_spacing_m");
  }

  @Test
  void nothingOfAPersonIsKept() throws IOException {
    assertThat(read("polar"))
        .allSatisfy(
            frame ->
                assertThat(frame.toString())
                    .doesNotContain("Quixote")
                    .doesNotContain("Dulcinea")
                    .doesNotContain("2026-06-12"));
  }

  /** Radii of a curved probe count from the centre of its curvature. */
  @Test
  void theApexMayLieBehindTheProbe() throws IOException {
    FrameMetadata metadata = read("black").get(0).metadata();

    double spacing = 0.055 / 11;
    assertThat(metadata.initialRadius()).isCloseTo(0.06 / spacing, within(1e-3));
    assertThat(metadata.finalAngle() - metadata.initialAngle()).isCloseTo(0.6, within(1e-5));
  }

  @Test
  void anImageOnAnotherGridIsNotPaired() throws IOException {
    List<FrameRecord> frames = read("two_grids");

    assertThat(frames)
        .extracting(frame -> frame.das().isPresent())
        .containsExactly(true, true, false, false);
    assertThat(frames)
        .extracting(frame -> frame.clinical().isPresent())
        .containsExactly(false, false, true, true);
    assertThat(frames.get(0).metadata().initialAngle()).isNotNull();
    FrameMetadata cartesian = frames.get(2).metadata();
    assertThat(cartesian.initialAngle()).isNull();
    assertThat(Double.parseDouble(cartesian.extra().get("axial_spacing_m")))
        .isCloseTo(0.04 / 11, within(1e-8));
    assertThat(Double.parseDouble(cartesian.extra().get("lateral_spacing_m")))
        .isCloseTo(0.038 / 9, within(1e-8));
  }

  @Test
  void eachTrackIsASeriesWithItsLabel() throws IOException {
    List<FrameRecord> frames = read("two_tracks");

    assertThat(frames)
        .extracting(frame -> frame.metadata().extra().get("track"))
        .containsExactly("focused", "focused", "plane wave");
    List<String> series = frames.stream().map(frame -> frame.metadata().seriesId()).toList();
    assertThat(series.get(0)).endsWith("!/tracks/track_0").isEqualTo(series.get(1));
    assertThat(series.get(2)).endsWith("!/tracks/track_1");
    assertThat(frames).extracting(FrameRecord::frameIndex).containsExactly(0, 1, 2);
  }

  @Test
  void levelsAreDecibels() throws IOException {
    float[] pixels = read("levels").get(0).clinical().orElseThrow().pixels();

    for (float pixel : pixels) {
      double level = (pixel + 60) * 255 / 60;
      assertThat(pixel).isBetween(-60f, 0f);
      assertThat(level).isCloseTo(Math.rint(level), within(1e-3));
    }
  }

  private static List<FrameRecord> read(String name) throws IOException {
    return FrameRecords.of(WrittenSamples.file("zea/toolbox_" + name + ".hdf5.gz"));
  }
}
