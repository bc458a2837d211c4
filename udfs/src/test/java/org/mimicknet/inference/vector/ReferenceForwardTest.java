/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.Network;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class ReferenceForwardTest {
  @Test
  @NeedsSharedData("the published weights")
  void theReferenceOfTheOtherTestsGivesTheGoldenOutput() {
    Image padded = SharedData.golden("padded/crop_31x33.f32", 32, 48);
    Image expected = SharedData.golden("outputs/mimicknet_legacy__crop_31x33.f32", 31, 33);
    Network network = KerasImport.read(SharedData.reference("keras/mimicknet_legacy.h5"));

    double[] output = ReferenceForward.run(network, padded.pixels(), 32, 48);

    for (int y = 0; y < 31; y++) {
      for (int x = 0; x < 33; x++) {
        double value = Math.min(1, Math.max(0, output[y * 48 + x]));
        assertThat(value).isCloseTo(expected.pixels()[y * 33 + x], within(5e-6));
      }
    }
  }
}
