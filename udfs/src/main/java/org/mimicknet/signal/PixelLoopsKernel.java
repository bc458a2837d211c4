/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.mimicknet.VectorRegisters;

/** {@link PixelLoops} in the Vector API; what is left at the end of an image in plain Java. */
final class PixelLoopsKernel implements PixelLoops {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
  private static final Class<? extends Vector<Float>> HALF_REGISTER = HALF.vectorType();
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(VectorRegisters.floatBits()));
  private static final Class<? extends Vector<Float>> REGISTER = FLOATS.vectorType();

  /** Where a fraction begins that is moved to 0.71 to 1.42. */
  private static final long ROOT_OF_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

  private static final long FRACTION = (1L << 52) - 1;

  /** A double whose last bits count whole numbers: exponents become doubles by or and subtract. */
  private static final double COUNTER = 0x1p52;

  private static final long COUNTER_BITS = Double.doubleToRawLongBits(COUNTER);

  private final PixelLoops plain = new PlainLoops();

  PixelLoopsKernel() {}

  @Override
  public double sumFrom(float[] pixels, double from) {
    DoubleVector first = DoubleVector.zero(DOUBLES);
    DoubleVector second = DoubleVector.zero(DOUBLES);
    DoubleVector third = DoubleVector.zero(DOUBLES);
    DoubleVector fourth = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= pixels.length - 4 * LANES; i += 4 * LANES) {
      first = first.add(widened(pixels, i).sub(from));
      second = second.add(widened(pixels, i + LANES).sub(from));
      third = third.add(widened(pixels, i + 2 * LANES).sub(from));
      fourth = fourth.add(widened(pixels, i + 3 * LANES).sub(from));
    }
    double rest = 0;
    for (; i < pixels.length; i++) {
      rest += pixels[i] - from;
    }
    return first.add(second).add(third.add(fourth)).reduceLanes(VectorOperators.ADD) + rest;
  }

  @Override
  public Range range(float[] pixels) {
    FloatVector min = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
    FloatVector max = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int vectors = FLOATS.loopBound(pixels.length);
    for (int i = 0; i < vectors; i += FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(FLOATS, pixels, i);
      min = values.min(REGISTER.cast(min));
      max = values.max(REGISTER.cast(max));
    }
    float smallest = min.reduceLanes(VectorOperators.MIN);
    float largest = max.reduceLanes(VectorOperators.MAX);
    for (int i = vectors; i < pixels.length; i++) {
      smallest = Math.min(smallest, pixels[i]);
      largest = Math.max(largest, pixels[i]);
    }
    return new Range(smallest, largest);
  }

  @Override
  public void stretch(float[] pixels, double low, double width, float[] stretched) {
    int vectors = DOUBLES.loopBound(pixels.length);
    for (int i = 0; i < vectors; i += LANES) {
      narrowed(widened(pixels, i).sub(low).div(width)).intoArray(stretched, i);
    }
    for (int i = vectors; i < pixels.length; i++) {
      stretched[i] = (float) ((pixels[i] - low) / width);
    }
  }

  @Override
  public void logarithms(float[] pixels, double scale, double factor, float[] logarithms) {
    int vectors = DOUBLES.loopBound(pixels.length);
    for (int i = 0; i < vectors; i += LANES) {
      DoubleVector relative = widened(pixels, i).mul(scale).max(1);
      narrowed(log(relative).mul(factor).min(1)).intoArray(logarithms, i);
    }
    for (int i = vectors; i < pixels.length; i++) {
      double relative = pixels[i] * scale;
      logarithms[i] = relative <= 1 ? 0 : (float) Math.min(Math.log(relative) * factor, 1);
    }
  }

  /**
   * The natural logarithm of numbers from 1 on, to 1e-11 of log 2 or better: exponent times log 2,
   * plus the series 2 (s + s^3/3 + s^5/5 + ...) of s = (m - 1) / (m + 1), with the fraction m moved
   * to 0.71 to 1.42.
   */
  private static DoubleVector log(DoubleVector values) {
    LongVector bits = values.viewAsIntegralLanes().sub(ROOT_OF_HALF_BITS);
    DoubleVector exponent =
        bits.lanewise(VectorOperators.LSHR, 52)
            .lanewise(VectorOperators.OR, COUNTER_BITS)
            .viewAsFloatingLanes()
            .sub(COUNTER);
    DoubleVector fraction =
        bits.lanewise(VectorOperators.AND, FRACTION).add(ROOT_OF_HALF_BITS).viewAsFloatingLanes();
    DoubleVector s = fraction.sub(1).div(fraction.add(1));
    DoubleVector square = s.mul(s);
    DoubleVector series = DoubleVector.broadcast(DOUBLES, 2.0 / 15);
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 13));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 11));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 9));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 7));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 5));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2.0 / 3));
    series = series.fma(square, DoubleVector.broadcast(DOUBLES, 2));
    return exponent.fma(DoubleVector.broadcast(DOUBLES, Math.log(2)), series.mul(s));
  }

  @Override
  public boolean clip(float[] from, int fromStart, float[] to, int toStart, int length) {
    FloatVector nans = FloatVector.zero(FLOATS);
    int vectors = FLOATS.loopBound(length);
    for (int i = 0; i < vectors; i += FLOATS.length()) {
      FloatVector values = FloatVector.fromArray(FLOATS, from, fromStart + i);
      FloatVector clipped = (FloatVector) REGISTER.cast(values.min(1).max(0));
      nans = clipped.add(REGISTER.cast(nans));
      clipped.intoArray(to, toStart + i);
    }
    return plain.clip(from, fromStart + vectors, to, toStart + vectors, length - vectors)
        && !Float.isNaN(nans.reduceLanes(VectorOperators.ADD));
  }

  private static DoubleVector widened(float[] pixels, int index) {
    return (DoubleVector)
        FloatVector.fromArray(HALF, pixels, index).convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  private static FloatVector narrowed(DoubleVector values) {
    return (FloatVector) HALF_REGISTER.cast(values.convertShape(VectorOperators.D2F, HALF, 0));
  }
}
