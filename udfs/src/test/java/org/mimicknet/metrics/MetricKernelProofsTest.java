/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mimicknet.KernelFile;

class MetricKernelProofsTest {
  private static final Map<String, Predicate<Object>> PROOFS =
      Map.of(
          "PixelKernel",
          kernel -> PixelSumsProof.holds((PixelArithmetic) kernel),
          "DoubleSsimKernel",
          kernel -> SsimProof.holds((SsimArithmetic<?>) kernel, Precision.DOUBLE),
          "FloatSsimKernel",
          kernel -> SsimProof.holds((SsimArithmetic<?>) kernel, Precision.FLOAT));

  @Test
  void aProofUsesAllThatItsKernelUsesOfTheModule() throws Throwable {
    for (String name : PROOFS.keySet()) {
      KernelFile file = KernelFile.of(SsimArithmetic.class, name);
      assertThat(holds(name, file)).as(name).isTrue();
      assertThat(file.uses()).hasSizeGreaterThan(10);
      for (int use : file.uses()) {
        assertThat(catchThrowable(() -> holds(name, file.without(use))))
            .as(name + " without " + file.name(use))
            .isInstanceOf(LinkageError.class);
      }
    }
  }

  @Test
  void aKernelThatComputesSomethingElseFailsItsProof() throws Throwable {
    for (String name : PROOFS.keySet()) {
      for (String[] methods : new String[][] {{"add", "sub"}, {"sub", "add"}}) {
        KernelFile file = KernelFile.of(SsimArithmetic.class, name);
        assertThat(holds(name, file.mistaking(methods[0], methods[1])))
            .as(name + " " + methods[0])
            .isFalse();
      }
    }
  }

  private static boolean holds(String name, KernelFile file) throws Throwable {
    return PROOFS.get(name).test(file.make(MethodHandles.lookup(), ""));
  }
}
