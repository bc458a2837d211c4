/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;

class EnvelopeTest {
  @Test
  void isTheMagnitudeOfEachSample() {
    double[] re = {3, -5, 0, 1e30};
    double[] im = {4, 12, 0, 0};

    Image envelope = Envelope.of(re, im, 2, 2);

    assertThat(envelope.pixels()).containsExactly(5, 13, 0, 1e30f);
    assertThat(envelope.size()).isEqualTo("2 x 2");
  }

  @Test
  void keepsNaNForTheNormalisationToRefuse() {
    assertThat(Envelope.of(new double[] {Double.NaN}, new double[] {1}, 1, 1).pixels()[0]).isNaN();
  }

  @Test
  void refusesPartsOfDifferentLength() {
    assertThatThrownBy(() -> Envelope.of(new double[4], new double[3], 2, 2))
        .isInstanceOf(FrameException.class)
        .hasMessage("Cannot take the envelope: there are 4 real and 3 imaginary parts")
        .extracting(e -> ((FrameException) e).reason().code())
        .isEqualTo("size_mismatch");
  }
}
