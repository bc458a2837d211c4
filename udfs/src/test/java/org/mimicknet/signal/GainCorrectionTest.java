/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;

class GainCorrectionTest {
  @Test
  void shiftsTheClinicalImageToTheMeanOfTheOutputWithoutClipping() {
    Image clinical = new Image(new float[] {0, 0.5f, 1, 0.5f}, 2, 2);
    Image output = new Image(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, 2, 2);

    assertThat(GainCorrection.of(clinical, output).pixels())
        .containsExactly(-0.25f, 0.25f, 0.75f, 0.25f);
  }

  @Test
  @NeedsSharedData("the published metrics")
  void theOffsetOfThePhantomIsTheGoldenOne() {
    String model = "mimicknet_1568473738-210304";
    assertOffset(
        Golden.PUBLISHED.input("phantom_dtce"),
        Golden.PUBLISHED.output(model, "phantom_clip80"),
        Golden.PUBLISHED
            .json("metrics_phantom.json")
            .at("/models/" + model + "/phantom_clip80/gain_offset_added_to_dtce")
            .asDouble());
  }

  @Test
  void theOffsetOfTheShippedFrameIsThatOfNumPy() {
    JsonNode frame = Golden.SHIPPED.json("metrics_frame.json");
    assertOffset(
        Golden.SHIPPED.image(frame.get("reference")),
        Golden.SHIPPED.output("mimicknet-sim", "frame"),
        frame.get("gain_offset_added_to_clinical").asDouble());
  }

  private static void assertOffset(Image clinical, Image output, double expected) {
    Image corrected = GainCorrection.of(clinical, output);

    assertThat(Mean.of(corrected) - Mean.of(clinical)).isCloseTo(expected, within(1e-8));
  }
}
