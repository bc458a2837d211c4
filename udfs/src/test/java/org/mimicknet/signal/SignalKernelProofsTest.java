/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.invoke.MethodHandles;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.mimicknet.KernelFile;

class SignalKernelProofsTest {
  @Test
  void aProofUsesAllThatItsKernelUsesOfTheModule() throws Throwable {
    assertUsesAll("PixelLoopsKernel", kernel -> PixelLoopsProof.holds((PixelLoops) kernel));
    assertUsesAll("RankLoopsKernel", kernel -> RankLoopsProof.holds((RankLoops) kernel));
  }

  private static void assertUsesAll(String name, Predicate<Object> proof) throws Throwable {
    KernelFile file = KernelFile.of(PixelLoops.class, name);
    assertThat(proof.test(file.make(MethodHandles.lookup(), ""))).isTrue();
    assertThat(file.uses()).hasSizeGreaterThan(10);
    for (int use : file.uses()) {
      KernelFile broken = file.without(use);
      assertThat(catchThrowable(() -> proof.test(broken.make(MethodHandles.lookup(), ""))))
          .as(name + " without " + file.name(use))
          .isInstanceOf(LinkageError.class);
    }
  }

  @Test
  void aKernelThatComputesSomethingElseFailsItsProof() throws Throwable {
    for (String[] methods : new String[][] {{"add", "sub"}, {"min", "max"}, {"div", "mul"}}) {
      KernelFile wrong =
          KernelFile.of(PixelLoops.class, "PixelLoopsKernel").mistaking(methods[0], methods[1]);
      assertThat(PixelLoopsProof.holds((PixelLoops) wrong.make(MethodHandles.lookup(), "")))
          .as(methods[0])
          .isFalse();
    }
    KernelFile wrong = KernelFile.of(PixelLoops.class, "RankLoopsKernel").mistaking("add", "sub");
    assertThat(RankLoopsProof.holds((RankLoops) wrong.make(MethodHandles.lookup(), ""))).isFalse();
  }
}
