/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import org.mimicknet.Internal;

/** Numbers of a file in the order in which they lie there, real or complex. */
@Internal
public interface Samples {
  int size();

  double real(int index);

  /** Zero where the numbers are real. */
  double imaginary(int index);

  /** The real parts of {@code parts.length} numbers from {@code from} on. */
  default void reals(int from, double[] parts) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = real(from + i);
    }
  }

  /** The imaginary parts alike. */
  default void imaginaries(int from, double[] parts) {
    for (int i = 0; i < parts.length; i++) {
      parts[i] = imaginary(from + i);
    }
  }
}
