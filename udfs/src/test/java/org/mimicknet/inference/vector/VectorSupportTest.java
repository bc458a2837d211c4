/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mimicknet.VectorModule;

class VectorSupportTest {
  /** Runs in a JVM of its own. */
  static final class Probe {
    private Probe() {}

    /** Prints what the support says, and what making a program says. */
    public static void main(String[] arguments) {
      String refusal = "none";
      try {
        VectorProgram.of(UNets.random(new UNets.Design(UNets.Kind.DENSE, 8, 3, 3, 1, 0), 1));
      } catch (IllegalStateException e) {
        refusal = e.getMessage();
      }
      System.out.println(
          VectorModule.isPresent()
              + "|"
              + VectorSupport.obstacle().orElse("works")
              + "|"
              + refusal);
    }
  }

  @Test
  void theEngineWorksHere() {
    assertThat(VectorModule.isPresent()).isTrue();
    assertThat(VectorSupport.obstacle()).isEmpty();
  }

  @Test
  void aJvmWithoutTheModuleSaysSoAndNothingBreaks() throws Exception {
    assertThat(ChildJvm.output(Probe.class, List.of()))
        .isEqualTo(
            "false|this JVM lacks the module jdk.incubator.vector; start driver and executors with"
                + " --add-modules=jdk.incubator.vector|Cannot run the vector engine: the JVM lacks module jdk.incubator.vector."
                + " Start it with --add-modules=jdk.incubator.vector");
  }

  @Test
  void aJvmWithoutItsOptimisingCompilerIsNoPlaceForIt() throws Exception {
    assertThat(ChildJvm.output(Probe.class, List.of(VectorModule.FLAG, "-XX:TieredStopAtLevel=1")))
        .isEqualTo(
            "true|the optimising compiler of this JVM is off (-XX:TieredStopAtLevel), or cannot be"
                + " asked|none");
  }
}
