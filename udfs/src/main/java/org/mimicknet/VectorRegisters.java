/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The width of the vector registers that all float kernels of this JVM compute with.
 *
 * <p>It is one width, because the just-in-time compiler profiles the methods of the Vector API for
 * all kernels together: where it has seen two widths, it no longer knows which one a loop carries
 * and leaves vectors on the heap, many times slower. Needs nothing that may be absent to be loaded;
 * asked only where {@link VectorModule} is present.
 */
@Internal
public final class VectorRegisters {
  private VectorRegisters() {}

  /**
   * Bits of a register of floats: 128, 256 or 512, the widest that this machine has.
   *
   * @throws IllegalStateException where the module is absent or is another than this program's
   */
  public static int floatBits() {
    return Width.FLOAT_BITS.orElseThrow(
        () ->
            new IllegalStateException(
                "Cannot tell the registers' width: the JVM lacks module %s, or has one that does not fit. Start a JVM that fits with %s"
                    .formatted(VectorModule.NAME, VectorModule.FLAG)));
  }

  /** Reached once, when first asked. */
  private static final class Width {
    private static final Optional<Integer> FLOAT_BITS =
        VectorModule.kernel(
                MethodHandles.lookup(),
                IntSupplier.class,
                "WidestRegistersKernel",
                kernel -> kernel.getAsInt() > 0)
            .map(kernel -> Math.max(128, kernel.getAsInt()));
  }
}
