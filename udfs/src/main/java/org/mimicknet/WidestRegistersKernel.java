/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.util.function.IntSupplier;
import jdk.incubator.vector.VectorShape;

/** Bits of the registers that the Vector API prefers on this machine. */
final class WidestRegistersKernel implements IntSupplier {
  WidestRegistersKernel() {}

  @Override
  public int getAsInt() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}
