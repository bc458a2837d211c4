/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

/** {@link PixelLoops} in plain Java. */
final class PlainLoops implements PixelLoops {
  @Override
  public double sumFrom(float[] pixels, double from) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i <= pixels.length - 4; i += 4) {
      first += pixels[i] - from;
      second += pixels[i + 1] - from;
      third += pixels[i + 2] - from;
      fourth += pixels[i + 3] - from;
    }
    for (; i < pixels.length; i++) {
      first += pixels[i] - from;
    }
    return (first + second) + (third + fourth);
  }

  @Override
  public Range range(float[] pixels) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float pixel : pixels) {
      min = Math.min(min, pixel);
      max = Math.max(max, pixel);
    }
    return new Range(min, max);
  }

  @Override
  public void stretch(float[] pixels, double low, double width, float[] stretched) {
    for (int i = 0; i < pixels.length; i++) {
      stretched[i] = (float) ((pixels[i] - low) / width);
    }
  }

  @Override
  public void logarithms(float[] pixels, double scale, double factor, float[] logarithms) {
    for (int i = 0; i < pixels.length; i++) {
      double relative = pixels[i] * scale;
      logarithms[i] = relative <= 1 ? 0 : (float) Math.min(Math.log(relative) * factor, 1);
    }
  }

  @Override
  public boolean clip(float[] from, int fromStart, float[] to, int toStart, int length) {
    boolean numbers = true;
    for (int i = 0; i < length; i++) {
      float value = from[fromStart + i];
      numbers &= !Float.isNaN(value);
      to[toStart + i] = Math.max(0, Math.min(1, value));
    }
    return numbers;
  }
}
