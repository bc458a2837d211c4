/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.Internal;

/** The samples of one frame. The array is shared, not copied. */
@Internal
public final class DecodedFrame {
  private final byte[] samples;
  private final StoredColour colour;

  public DecodedFrame(byte[] samples, StoredColour colour) {
    this.samples = samples;
    this.colour = colour;
  }

  /** Laid out as {@link FrameLayout} says. */
  public byte[] samples() {
    return samples;
  }

  /** What the samples of a pixel are. */
  public StoredColour colour() {
    return colour;
  }
}
