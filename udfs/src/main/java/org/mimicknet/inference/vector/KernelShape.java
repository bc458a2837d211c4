/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * What a copy of a kernel class is made for: the constants that the just-in-time compiler must see.
 *
 * @param bits width of a vector register: 128, 256 or 512
 * @param slots vectors of sums that are held for each of the two sides of a block
 * @param vectors vectors of output channels of a pixel: 1 or 2
 * @param step floats of the input from a pixel of one side to the next
 * @param sums where the sums begin and what becomes of them
 */
record KernelShape(int bits, int slots, int vectors, int step, Sums sums) {
  /** The shape of a kernel that works element by element on pixels of {@code step} floats. */
  static KernelShape elementwise(int bits, int step) {
    return new KernelShape(bits, 1, 1, step, Sums.LINEAR);
  }
}
