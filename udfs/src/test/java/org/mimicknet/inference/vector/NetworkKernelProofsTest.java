/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.mimicknet.KernelFile;
import org.mimicknet.VectorRegisters;

class NetworkKernelProofsTest {
  private static final int BITS = VectorRegisters.floatBits();

  /** Two registers of channels; and of a block all that the constants leave in its code. */
  private static final KernelShape SHAPE = new KernelShape(BITS, 8, 1, BITS / 16, Sums.RELU);

  private static final Map<String, BiPredicate<Object, KernelShape>> PROOFS =
      Map.of(
          "BlockKernel",
          (kernel, shape) -> BlockSumsProof.holds((BlockSums) kernel, shape),
          "TileMathKernel",
          (kernel, shape) -> TileMathProof.holds((TileMath) kernel, shape),
          "RowMathKernel",
          (kernel, shape) -> RowMathProof.holds((RowMath) kernel, shape),
          "DepthwiseKernel",
          (kernel, shape) -> DepthwiseRowProof.holds((DepthwiseRow) kernel, shape));

  @Test
  void aProofUsesAllThatItsKernelUsesOfTheModule() throws Throwable {
    for (String name : PROOFS.keySet()) {
      KernelFile file = KernelFile.of(Specialization.class, name);
      assertThat(holds(name, file, SHAPE)).as(name).isTrue();
      assertThat(file.uses()).hasSizeGreaterThan(10);
      for (int use : file.uses()) {
        assertThat(catchThrowable(() -> holds(name, file.without(use), SHAPE)))
            .as(name + " without " + file.name(use))
            .isInstanceOf(LinkageError.class);
      }
    }
  }

  @Test
  void aKernelThatComputesSomethingElseFailsItsProof() throws Throwable {
    assertThat(holds("TileMathKernel", mistaking("TileMathKernel", "add", "sub"), SHAPE)).isFalse();
    assertThat(holds("RowMathKernel", mistaking("RowMathKernel", "add", "mul"), SHAPE)).isFalse();
    assertThat(holds("RowMathKernel", mistaking("RowMathKernel", "LT", "GT"), SHAPE)).isFalse();
    for (String name : new String[] {"BlockKernel", "DepthwiseKernel", "TileMathKernel"}) {
      assertThat(holds(name, mistaking(name, "mul", "add"), SHAPE)).as(name).isFalse();
      assertThat(holds(name, mistaking(name, "LT", "GT"), SHAPE)).as(name).isFalse();
    }
  }

  @Test
  void aBlockThatIsMadeForOtherSumsFailsTheProof() throws Throwable {
    for (Sums made : Sums.values()) {
      for (Sums asked : Sums.values()) {
        Object kernel =
            KernelFile.of(Specialization.class, "BlockKernel")
                .make(MethodHandles.lookup(), block(made));

        assertThat(BlockSumsProof.holds((BlockSums) kernel, block(asked)))
            .as(made + " for " + asked)
            .isEqualTo(made == asked);
      }
    }
  }

  private static KernelShape block(Sums sums) {
    return new KernelShape(BITS, 6, 2, 5, sums);
  }

  private static KernelFile mistaking(String name, String method, String other) throws Throwable {
    return KernelFile.of(Specialization.class, name).mistaking(method, other);
  }

  private static boolean holds(String name, KernelFile file, KernelShape shape) throws Throwable {
    return PROOFS.get(name).test(file.make(MethodHandles.lookup(), shape), shape);
  }
}
