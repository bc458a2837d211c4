package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
      System.out.println(VectorSupport.available() + "|" + VectorSupport.works() + "|" + refusal);
    }
  }

  @Test
  void theEngineWorksHere() {
    assertThat(VectorSupport.available()).isTrue();
    assertThat(VectorSupport.works()).isTrue();
  }

  @Test
  void aJvmWithoutTheModuleSaysSoAndNothingBreaks() throws Exception {
    assertThat(ChildJvm.output(Probe.class, List.of()))
        .isEqualTo(
            "false|false|Cannot run the vector engine: the JVM lacks module jdk.incubator.vector."
                + " Start it with --add-modules=jdk.incubator.vector");
  }
}
