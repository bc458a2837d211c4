/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import java.lang.invoke.MethodHandles;
import org.mimicknet.VectorModule;

/** The loops over pixels that a frame spends its time in, computed in double. */
interface PixelLoops {
  /** In the Vector API where it works here, else in plain Java. */
  PixelLoops BEST =
      VectorModule.kernelOr(
          MethodHandles.lookup(),
          PixelLoops.class,
          "PixelLoopsKernel",
          PlainLoops::new,
          PixelLoopsProof::holds);

  /** The sum of {@code pixel - from}. */
  double sumFrom(float[] pixels, double from);

  /** Smallest and largest pixel; NaN and infinity if a pixel is not finite. */
  Range range(float[] pixels);

  /** {@code (pixel - low) / width}. */
  void stretch(float[] pixels, double low, double width, float[] stretched);

  /** {@code log(pixel * scale) * factor}, at least 0 and at most 1. */
  void logarithms(float[] pixels, double scale, double factor, float[] logarithms);

  /**
   * {@code length} pixels clipped to [0, 1].
   *
   * @return whether there was no NaN among them
   */
  boolean clip(float[] from, int fromStart, float[] to, int toStart, int length);
}
