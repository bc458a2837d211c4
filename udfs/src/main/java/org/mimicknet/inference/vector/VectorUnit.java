package org.mimicknet.inference.vector;

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
          "Cannot compute with vectors of %d bits: 128, 256 or 512 are known".formatted(bits));
    }
  }

  /** What this machine prefers. */
  static VectorUnit preferred() {
    RowMath any = new VectorUnit(128, 16).rowMath(4);
    return ofWidth(Math.max(128, Math.min(512, any.preferredBits())), any.preferredBits());
  }

  /** Registers of {@code bits} on this machine. */
  static VectorUnit ofBits(int bits) {
    return ofWidth(bits, preferred().bits());
  }

  private static VectorUnit ofWidth(int bits, int preferredBits) {
    boolean many = preferredBits >= 512 || System.getProperty("os.arch").equals("aarch64");
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
   * Pixels whose sums stay in registers: ten registers of sixteen hold sums (of thirty-two: twenty,
   * or fifteen for one vector a pixel), the others weights and input that the compiler loads early.
   */
  int blockPixels(int vectorsPerPixel) {
    if (registers == 16) {
      return 10 / vectorsPerPixel;
    }
    return vectorsPerPixel == 2 ? 10 : 15;
  }

  /** Row work for pixels of {@code channels} floats. */
  RowMath rowMath(int channels) {
    return Specialization.of(
        RowMath.class, "RowMathKernel", KernelShape.elementwise(bits, channels));
  }

  /** Depthwise rows for pixels of {@code channels} floats. */
  DepthwiseRow depthwise(int channels) {
    return Specialization.of(
        DepthwiseRow.class, "DepthwiseKernel", KernelShape.elementwise(bits, channels));
  }
}
