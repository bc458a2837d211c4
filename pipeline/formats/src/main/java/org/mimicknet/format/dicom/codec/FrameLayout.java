/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.Internal;

/**
 * The shape of one decoded frame: {@code rows x columns x samples}, interleaved, little-endian.
 *
 * @param bitsAllocated bits of one sample in the file: 1, 8, 16, 32 or 64
 * @param bitsStored bits of one sample that hold its value, the lowest ones
 * @param signed whether a sample is in two's complement
 */
@Internal
public record FrameLayout(
    int rows, int columns, int samples, int bitsAllocated, int bitsStored, boolean signed) {
  public FrameLayout {
    if (rows <= 0 || columns <= 0 || samples <= 0) {
      throw new IllegalArgumentException(
          "Cannot lay out a frame of %s x %s x %s samples: all must be positive"
              .formatted(rows, columns, samples));
    }
    if (bitsStored <= 0 || bitsStored > bitsAllocated) {
      throw new IllegalArgumentException(
          "Cannot lay out samples of %s bits stored in %s bits allocated"
              .formatted(bitsStored, bitsAllocated));
    }
  }

  FrameLayout withSamples(int other) {
    return new FrameLayout(rows, columns, other, bitsAllocated, bitsStored, signed);
  }

  public long pixelCount() {
    return (long) rows * columns;
  }

  public long sampleCount() {
    return pixelCount() * samples;
  }

  /** Bytes of one decoded sample; a sample of one bit takes a byte. */
  public int bytesPerSample() {
    return Math.max(1, bitsAllocated / 8);
  }

  /** Bytes of one decoded frame. */
  public long frameBytes() {
    return sampleCount() * bytesPerSample();
  }
}
