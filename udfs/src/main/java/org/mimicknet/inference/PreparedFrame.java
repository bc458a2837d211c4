/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;

/** A pre-processed frame on its way into the network. It goes there once: its pixels are pooled. */
@Internal
public final class PreparedFrame {
  private final Image das;
  private final Image input;
  private final Image padded;
  private final Image clinical;

  PreparedFrame(Image das, Image input, Image padded) {
    this(das, input, padded, null);
  }

  private PreparedFrame(Image das, Image input, Image padded, Image clinical) {
    this.das = das;
    this.input = input;
    this.padded = padded;
    this.clinical = clinical;
  }

  /** The same with the scanner's image in [0, 1]. */
  PreparedFrame with(Image scannersImage) {
    return new PreparedFrame(das, input, padded, scannersImage);
  }

  /** Magnitude of the IQ before any log. */
  Image das() {
    return das;
  }

  /** The network's input before padding. */
  Image input() {
    return input;
  }

  /** What the network gets. */
  Image padded() {
    return padded;
  }

  /** The scanner's image in [0, 1]. */
  Optional<Image> clinical() {
    return Optional.ofNullable(clinical);
  }

  /** How many pixels padding added to those of the frame. */
  public long paddingPixels() {
    return (long) padded.height() * padded.width() - (long) input.height() * input.width();
  }
}
