package org.mimicknet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorRegistersTest {
  @Test
  void floatsUseAWidthThatTheEngineKnows() {
    assertThat(VectorRegisters.floatBits()).isIn(128, 256, 512);
  }
}
