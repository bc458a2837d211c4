/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mimicknet.VectorRegisters;
import org.mimicknet.inference.vector.UNets.Design;
import org.mimicknet.inference.vector.UNets.Kind;
import org.mimicknet.model.Network;

class VectorEngineTest {
  private static final Network NETWORK = UNets.random(new Design(Kind.DENSE, 16, 3, 3, 4, 0.2f), 1);
  private static final VectorProgram PROGRAM = VectorProgram.of(NETWORK);

  @Test
  void aFrameGivesTheSameBitsAfterFramesOfOtherSizes() {
    VectorEngine engine = new VectorEngine(PROGRAM);
    float[] frame = UNets.frame(64, 48, 1);
    float[] first = engine.run(frame, 64, 48);

    engine.run(UNets.frame(16, 16, 2), 16, 16);
    engine.run(UNets.frame(32, 160, 3), 32, 160);

    assertThat(engine.run(frame, 64, 48)).isEqualTo(first);
  }

  @Test
  void enginesOfOneProgramRunSideBySide() throws Exception {
    float[] frame = UNets.frame(64, 64, 1);
    float[] expected = new VectorEngine(PROGRAM).run(frame, 64, 64);
    Callable<float[]> task = () -> new VectorEngine(PROGRAM).run(frame, 64, 64);

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> results = threads.invokeAll(List.of(task, task, task, task));
      for (Future<float[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theFrameIsNotChanged() {
    float[] frame = UNets.frame(32, 32, 1);
    float[] copy = frame.clone();

    new VectorEngine(PROGRAM).run(frame, 32, 32);

    assertThat(frame).isEqualTo(copy);
  }

  @Test
  void memoryGrowsWithTheWidthAndNotWithTheHeight() {
    VectorEngine engine = new VectorEngine(PROGRAM);
    engine.run(UNets.frame(320, 48, 1), 320, 48);
    long low = engine.memoryBytes().orElseThrow();

    engine.run(UNets.frame(2048, 48, 1), 2048, 48);

    assertThat(engine.memoryBytes().orElseThrow()).isEqualTo(low).isLessThan(2_000_000);
    assertThat(PROGRAM.weightBytes()).isBetween(300_000L, 500_000L);
  }

  @Test
  void infoSaysWhatRuns() {
    assertThat(new VectorEngine(PROGRAM).info())
        .satisfies(
            info -> {
              assertThat(info.provider()).isEqualTo("vector");
              assertThat(info.runtimeVersion())
                  .isEqualTo(Runtime.version() + "/" + PROGRAM.vectorBits() + "-bit");
              assertThat(info.precision()).isEqualTo("float32");
              assertThat(info.device()).isEqualTo("cpu");
            });
  }

  @Test
  void aSizeThatIsNoMultipleOf16IsRefused() {
    VectorEngine engine = new VectorEngine(PROGRAM);

    assertThatThrownBy(() -> engine.run(new float[17 * 32], 17, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot run the network on 17 x 32: both sides must be positive multiples of 16; pad"
                + " the image");
    assertThatThrownBy(() -> engine.run(new float[10], 16, 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot run the network on 16 x 16: there are 10 pixels, 256 are needed");
  }

  @Test
  void aWidthThatNoMachineHasIsRefused() {
    assertThatThrownBy(() -> VectorProgram.of(NETWORK, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot compute with vectors of 64 bits: 128, 256 or 512 are known");
  }

  @Test
  void registersAreThoseOfAllFloatKernels() {
    assertThat(PROGRAM.vectorBits()).isEqualTo(VectorRegisters.floatBits());
  }

  @Test
  void registersAreNoWiderThanTheFilters() {
    Network narrow = UNets.random(new Design(Kind.DENSE, 8, 3, 3, 1, 0f), 1);

    assertThat(VectorProgram.of(narrow, 512).vectorBits()).isEqualTo(256);
  }
}
