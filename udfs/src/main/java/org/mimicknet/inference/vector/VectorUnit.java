/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.VectorRegisters;

/**
 * The vector registers to compute with.
 *
 * @param bits width of a register: 128, 256 or 512
 * @param registers how many the machine has: 16, or 32 with AVX-512 and on ARM
 */
record VectorUnit(int bits, int registers) {
  VectorUnit {
    if (bits != 128 && bits != 256 && bits != 512) {
      throw new IllegalArgumentException(
          "Cannot compute with vectors of %s bits: 128, 256 or 512 are known".formatted(bits));
    }
  }

  /** What all float kernels of this JVM compute with. */
  static VectorUnit preferred() {
    return ofBits(VectorRegisters.floatBits());
  }

  /** Registers of {@code bits} on this machine. */
  static VectorUnit ofBits(int bits) {
    boolean many =
        VectorRegisters.floatBits() == 512 || System.getProperty("os.arch").equals("aarch64");
    return new VectorUnit(bits, many ? 32 : 16);
  }

  int lanes() {
    return bits / Float.SIZE;
  }

  /** Floats of a pixel with this many channels: whole registers, but one float for one channel. */
  int padded(int channels) {
    return channels == 1 ? 1 : (channels + lanes() - 1) / lanes() * lanes();
  }

  /** Narrowed until {@code channels} fill a register, so that no lane computes padding. */
  VectorUnit narrowedTo(int channels) {
    VectorUnit unit = this;
    while (unit.bits > 128 && unit.lanes() > channels) {
      unit = new VectorUnit(unit.bits / 2, registers);
    }
    return unit;
  }

  /**
   * Sums for each of the two sides of a block that stay in registers: the others hold weights and
   * input that the compiler loads early.
   */
  int blockSlots() {
    return registers == 16 ? 6 : 8;
  }

  /** Row work for pixels of {@code channels} floats. */
  RowMath rowMath(int channels) {
    return Specialization.of(
        RowMath.class,
        "RowMathKernel",
        KernelShape.elementwise(bits, channels),
        RowMathProof::holds);
  }

  /** Transforms of tiles of pixels of {@code channels} floats. */
  TileMath tileMath(int channels) {
    return Specialization.of(
        TileMath.class,
        "TileMathKernel",
        KernelShape.elementwise(bits, channels),
        TileMathProof::holds);
  }

  /** Depthwise rows for pixels of {@code channels} floats. */
  DepthwiseRow depthwise(int channels) {
    return Specialization.of(
        DepthwiseRow.class,
        "DepthwiseKernel",
        KernelShape.elementwise(bits, channels),
        DepthwiseRowProof::holds);
  }
}
