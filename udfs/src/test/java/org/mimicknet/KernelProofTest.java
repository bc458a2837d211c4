/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class KernelProofTest {
  private static final String BROKEN =
      "the kernel Kernel does not work on Java " + Runtime.version() + ": ";

  @Test
  void aKernelThatGivesWhatItShouldIsTaken() {
    IntSupplier kernel = () -> 3;

    assertThat(KernelProof.<IntSupplier>proven("Kernel", () -> kernel, it -> it.getAsInt() == 3))
        .isSameAs(kernel);
  }

  @Test
  void oneThatGivesSomethingElseIsNot() {
    assertThatThrownBy(
            () ->
                KernelProof.<IntSupplier>proven(
                    "Kernel", () -> () -> 4, kernel -> kernel.getAsInt() == 3))
        .isInstanceOf(BrokenKernelException.class)
        .hasMessage(BROKEN + "its result is not that of plain Java");
  }

  @Test
  void oneThatFailsWhenItIsLoadedMadeOrRunIsNot() {
    for (Throwable failure :
        new Throwable[] {
          new NoSuchMethodError("gone"),
          new NoClassDefFoundError("gone"),
          new IncompatibleClassChangeError("gone"),
          new ExceptionInInitializerError(new UnsupportedOperationException("gone")),
          new InvocationTargetException(new UnsupportedOperationException("gone")),
          new IndexOutOfBoundsException("gone")
        }) {
      Throwable first = failure.getCause() == null ? failure : failure.getCause();
      assertThatThrownBy(
              () ->
                  KernelProof.proven(
                      "Kernel",
                      () -> {
                        throw failure;
                      },
                      kernel -> true))
          .isInstanceOf(BrokenKernelException.class)
          .hasMessage(BROKEN + first)
          .hasCause(failure);
    }
  }

  @Test
  void aJvmAtItsEndIsNoFaultOfTheKernel() {
    for (Throwable failure :
        new Throwable[] {
          new OutOfMemoryError("full"), new InvocationTargetException(new OutOfMemoryError("full"))
        }) {
      assertThatThrownBy(
              () ->
                  KernelProof.proven(
                      "Kernel",
                      () -> {
                        throw failure;
                      },
                      kernel -> true))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("full");
    }
  }
}
