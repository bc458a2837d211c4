/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/** Where the sums of a block begin and what becomes of them. */
enum Sums {
  /** They begin at zero and are kept as they are: parts of a later sum. */
  PARTIAL,
  /** They begin at seeds and are kept as they are. */
  LINEAR,
  /** They begin at seeds; negative ones are multiplied by a slope from 0 to 1. */
  RELU;

  static Sums of(float slope) {
    return slope == 1 ? LINEAR : RELU;
  }
}
