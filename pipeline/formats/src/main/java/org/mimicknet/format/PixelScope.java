/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

/** Which part of a screen the pixels of a scanner's image are: whether they may show text. */
public enum PixelScope {
  /** No screen: reconstructed or polar data, in which no text is drawn. */
  RECONSTRUCTED,
  /** Only the image regions of a screen, or what lies below its strip of names. */
  REGIONS,
  /** All of a screen: names may be burned in. */
  SCREEN
}
