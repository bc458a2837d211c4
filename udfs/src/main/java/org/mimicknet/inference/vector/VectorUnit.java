package org.mimicknet.inference.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The vector registers to compute with.
 *
 * @param bits width of a register: 128, 256 or 512
 * @param registers how many the machine has: 16, or 32 with AVX-512 and on ARM
 */
record VectorUnit(int bits, int registers) {
  private static final Pattern ZEN_4 = Pattern.compile("cpu family\\s*: 25\\b");

  VectorUnit {
    if (bits != 128 && bits != 256 && bits != 512) {
      throw new IllegalArgumentException(
          "Cannot compute with vectors of %d bits: 128, 256 or 512 are known".formatted(bits));
    }
  }

  /** What is fastest on this machine. */
  static VectorUnit preferred() {
    int widest = new VectorUnit(128, 16).rowMath(4).preferredBits();
    int bits = Math.max(128, Math.min(512, widest));
    return ofWidth(bits == 512 && halves512() ? 256 : bits, widest);
  }

  /**
   * Whether the processor computes 512 bits in two halves, as AMD's Zen 4 does: 256-bit code with
   * two vectors a pixel loads less for each product and takes five sixths of the time there.
   */
  private static boolean halves512() {
    try {
      String cpu = Files.readString(Path.of("/proc/cpuinfo"));
      return cpu.contains("AuthenticAMD") && ZEN_4.matcher(cpu).find();
    } catch (IOException e) {
      return false;
    }
  }

  /** Registers of {@code bits} on this machine. */
  static VectorUnit ofBits(int bits) {
    return ofWidth(bits, new VectorUnit(128, 16).rowMath(4).preferredBits());
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
   * Sums for each of the two sides of a block that stay in registers: the others hold weights and
   * input that the compiler loads early.
   */
  int blockSlots() {
    return registers == 16 ? 6 : 8;
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
