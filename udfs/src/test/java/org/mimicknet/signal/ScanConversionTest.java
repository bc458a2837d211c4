/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class ScanConversionTest {
  @Test
  @NeedsSharedData("the published phantom")
  void givesTheGoldenSectorOfThePhantom() {
    JsonNode golden = Golden.PUBLISHED.json("scan/scan.json");
    JsonNode geometry = golden.get("geometry");
    JsonNode shape = golden.at("/das/shape");
    Image expected =
        SharedData.golden(
            "scan/" + golden.at("/das/file").asText(), shape.get(0).asInt(), shape.get(1).asInt());

    Image sector =
        ScanConversion.of(
            Golden.PUBLISHED.input("phantom_clip80"),
            new PolarGeometry(
                geometry.get("initial_radius").asDouble(),
                geometry.get("final_radius").asDouble(),
                geometry.get("initial_angle").asDouble(),
                geometry.get("final_angle").asDouble()));

    assertThat(sector.size()).isEqualTo(expected.size());
    assertThat(largestDifference(sector.pixels(), expected.pixels())).isLessThan(1e-6f);
  }

  private static float largestDifference(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void aConstantImageIsConstantInsideTheSectorAndZeroOutside() {
    float[] pixels = new float[50 * 20];
    Arrays.fill(pixels, 0.5f);

    Image sector =
        ScanConversion.of(new Image(pixels, 50, 20), new PolarGeometry(10, 60, -0.5, 0.5));

    int middle = sector.width() / 2;
    assertThat(sector.height()).isEqualTo(50);
    assertThat(sector.pixels()[25 * sector.width() + middle]).isEqualTo(0.5f, within(1e-7f));
    assertThat(sector.pixels()[0]).isZero();
  }

  @Test
  void refusesAGeometryThatIsNoSector() {
    assertThatThrownBy(() -> new PolarGeometry(10, 5, -1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use radii from 10.0 to 5.0 samples:"
                + " they must be finite, ascending and not negative");
    assertThatThrownBy(() -> new PolarGeometry(1, 5, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use angles from 1.0 to NaN rad:"
                + " they must be finite, ascending and within one turn");
  }

  @Test
  void refusesAGeometryThatAsksForTooMuchMemory() {
    Image image = new Image(new float[20], 10, 2);

    assertThatThrownBy(() -> ScanConversion.of(image, new PolarGeometry(0, 1e9, -1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot scan-convert an image of 10 x 2: PolarGeometry[")
        .hasMessageEndingWith("gives more than 67108864 pixels");
  }

  @Test
  void refusesASingleLine() {
    assertThatThrownBy(
            () -> ScanConversion.of(new Image(new float[9], 9, 1), new PolarGeometry(0, 9, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot scan-convert an image of 9 x 1: at least two lines are needed");
  }
}
