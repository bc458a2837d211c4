/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameRecords;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** The field cases of zea 0.1.8 against what their maker wrote into them. */
@NeedsSharedData("the field cases")
class ZeaFieldCasesTest {
  private static final String FOLDER = "38-zea-0.1.8/";

  @ParameterizedTest
  @CsvSource({"gzip.hdf5,true", "default.hdf5,true", "pyuff.uff,false"})
  void givesWhatWasWritten(String name, boolean hasImage) throws IOException {
    JsonNode truth =
        new ObjectMapper().readTree(SharedData.fieldCase(FOLDER + "truth.json").toFile());

    List<FrameRecord> frames = FrameRecords.of(SharedData.fieldCase(FOLDER + name));

    assertThat(frames).as(frames.get(0).detail()).hasSize(truth.get("frames").size());
    for (int i = 0; i < frames.size(); i++) {
      JsonNode frame = truth.get("frames").get(i);
      assertEqual(frames.get(i).das(), frame.get("das"), truth);
      if (hasImage) {
        assertEqual(frames.get(i).clinical(), frame.get("clinical"), truth);
      } else {
        assertThat(frames.get(i).clinical()).isEmpty();
      }
      assertThat(frames.get(i).metadata().extra())
          .containsKeys("axial_spacing_m", "lateral_spacing_m");
    }
  }

  /** h5py finds minus infinity in the first pixel of the image only; -34.225067 is its least. */
  @Test
  void minusInfinityIsBlack() throws IOException {
    List<FrameRecord> frames =
        FrameRecords.of(SharedData.fieldCase("26-zea/legacy_minus_inf.hdf5"));

    assertThat(frames).allSatisfy(frame -> assertThat(frame.reason()).isEmpty());
    assertThat(frames.get(0).clinical().orElseThrow().pixels()[0]).isEqualTo(-34.225067f);
    assertThat(frames.get(0).das().orElseThrow().pixels()).startsWith(80.59543f, 50.48101f);
    assertThat(frames.get(1).das().orElseThrow().pixels()).startsWith(96.698f, 84.21618f);
  }

  private static void assertEqual(Optional<Image> image, JsonNode expected, JsonNode truth) {
    Image found = image.orElseThrow();
    assertThat(found.height()).isEqualTo(truth.get("height").asInt());
    assertThat(found.width()).isEqualTo(truth.get("width").asInt());
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (float pixel : found.pixels()) {
      min = Math.min(min, pixel);
      max = Math.max(max, pixel);
      sum += pixel;
    }
    double allowed = 2e-7 * Math.max(1, Math.abs(min));
    assertThat(min).isCloseTo(expected.get("min").asDouble(), within(allowed));
    assertThat(max).isCloseTo(expected.get("max").asDouble(), within(allowed));
    assertThat(sum / found.pixels().length)
        .isCloseTo(expected.get("mean").asDouble(), within(allowed));
    for (int i = 0; i < expected.get("first").size(); i++) {
      assertThat((double) found.pixels()[i])
          .isCloseTo(expected.get("first").get(i).asDouble(), within(allowed));
    }
  }
}
