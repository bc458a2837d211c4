/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.signal.Clip;

/** A level of echoes [dB], or {@code none}. */
final class ClipLevel extends Parsed<Clip> {
  private static final String NO_CLIP = "none";

  @Override
  Clip parse(String text) {
    if (text.equalsIgnoreCase(NO_CLIP)) {
      return new Clip.None();
    }
    double level = number(text);
    if (!(level < 0 && level > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "'%s' is neither a negative number of decibels nor none".formatted(text));
    }
    return new Clip.AtDb(level);
  }
}
