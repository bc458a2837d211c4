/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.nio.ByteBuffer;
import org.mimicknet.format.Samples;

/** Numbers in the bytes of a data set. */
final class BufferSamples implements Samples {
  private final ByteBuffer bytes;
  private final NumberLayout layout;

  BufferSamples(ByteBuffer bytes, NumberLayout layout) {
    this.bytes = bytes.slice().order(layout.order());
    this.layout = layout;
  }

  @Override
  public int size() {
    return bytes.limit() / layout.stride();
  }

  @Override
  public double real(int index) {
    return layout.type().read(bytes, index * layout.stride() + layout.realAt());
  }

  @Override
  public double imaginary(int index) {
    return layout.isComplex()
        ? layout.type().read(bytes, index * layout.stride() + layout.imaginaryAt())
        : 0;
  }
}
