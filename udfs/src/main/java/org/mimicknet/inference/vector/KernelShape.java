package org.mimicknet.inference.vector;

/**
 * What a copy of a kernel class is made for: the constants that the just-in-time compiler must see.
 *
 * @param bits width of a vector register: 128, 256 or 512
 * @param pixels output pixels that are summed together in registers
 * @param stride floats from a pixel of an input row to the next one
 * @param activation what becomes of the sums
 */
record KernelShape(int bits, int pixels, int stride, Activation activation) {
  /** The shape of a kernel that works element by element on pixels of {@code stride} floats. */
  static KernelShape elementwise(int bits, int stride) {
    return new KernelShape(bits, 1, stride, Activation.NONE);
  }
}
