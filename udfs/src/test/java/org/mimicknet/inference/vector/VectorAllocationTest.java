/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.VectorModule;

/** In a JVM of its own, as in production: one width of registers, and compiled kernels. */
class VectorAllocationTest {
  private static final int SIDE = 48;

  /** Prints the fewest bytes that a frame allocated. */
  static final class Probe {
    private Probe() {}

    /** Runs frames until the kernels are compiled. */
    public static void main(String[] arguments) {
      UNets.Design design = new UNets.Design(UNets.Kind.DENSE, 16, 3, 3, 4, 0.2f);
      VectorEngine engine = new VectorEngine(VectorProgram.of(UNets.random(design, 1)));
      float[] frame = UNets.frame(SIDE, SIDE, 1);
      var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 10_000 && least > 8L * SIDE * SIDE; i++) {
        long before = thread.getCurrentThreadAllocatedBytes();
        engine.run(frame, SIDE, SIDE);
        least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
      }
      System.out.println(least);
    }
  }

  @Test
  void aFrameAllocatesItsResultAndLittleElse() throws Exception {
    String least = ChildJvm.output(Probe.class, List.of(VectorModule.FLAG));

    assertThat(Long.parseLong(least)).isBetween(4L * SIDE * SIDE, 8L * SIDE * SIDE);
  }
}
