/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorRegistersTest {
  @Test
  void floatsUseAWidthThatTheMachineHas() {
    assertThat(VectorRegisters.floatBits())
        .isIn(128, 256, 512)
        .isLessThanOrEqualTo(Math.max(128, new WidestRegistersKernel().getAsInt()));
  }
}
