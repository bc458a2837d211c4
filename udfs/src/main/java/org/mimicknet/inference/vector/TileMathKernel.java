/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileMath}, loaded by {@link Specialization} for each width of registers. Activations are
 * compared and blended: {@code max} would be five instructions, for NaN and signs of zero. Why what
 * is stored is cast: see {@link BlockKernel}.
 */
final class TileMathKernel implements TileMath {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final int CHANNELS = SHAPE.step();

  TileMathKernel() {}

  @Override
  public void transform(
      float[] arena, int[] upper, int[] lower, float[] signs, int output, int tiles) {
    for (int pair = 0; pair < upper.length; pair++) {
      int up = upper[pair] - CHANNELS;
      int low = lower[pair] - CHANNELS;
      int out = output + pair * COLUMNS * CHANNELS;
      transformRow(arena, up, low, signs[pair], out, upper.length * COLUMNS * CHANNELS, tiles);
    }
  }

  private static void transformRow(
      float[] arena, int upper, int lower, float sign, int output, int step, int tiles) {
    FloatVector signs = FloatVector.broadcast(SPECIES, sign);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector four = FloatVector.broadcast(SPECIES, 4);
    FloatVector minusTwo = FloatVector.broadcast(SPECIES, -2);
    FloatVector minusFour = FloatVector.broadcast(SPECIES, -4);
    for (int tile = 0; tile < tiles; tile++) {
      for (int c = 0; c < CHANNELS; c += LANES) {
        int up = upper + tile * WIDTH * CHANNELS + c;
        int low = lower + tile * WIDTH * CHANNELS + c;
        FloatVector d0 =
            FloatVector.fromArray(SPECIES, arena, low)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up));
        FloatVector d1 =
            FloatVector.fromArray(SPECIES, arena, low + CHANNELS)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up + CHANNELS));
        FloatVector d2 =
            FloatVector.fromArray(SPECIES, arena, low + 2 * CHANNELS)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up + 2 * CHANNELS));
        FloatVector d3 =
            FloatVector.fromArray(SPECIES, arena, low + 3 * CHANNELS)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up + 3 * CHANNELS));
        FloatVector d4 =
            FloatVector.fromArray(SPECIES, arena, low + 4 * CHANNELS)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up + 4 * CHANNELS));
        FloatVector d5 =
            FloatVector.fromArray(SPECIES, arena, low + 5 * CHANNELS)
                .fma(signs, FloatVector.fromArray(SPECIES, arena, up + 5 * CHANNELS));
        FloatVector even = d4.sub(d2);
        FloatVector odd = d3.sub(d1);
        FloatVector evenBy4 = minusFour.fma(d2, d4);
        FloatVector oddBy4 = minusFour.fma(d1, d3);
        int out = output + tile * step + c;
        ((FloatVector) REGISTER.cast(four.fma(d0.sub(d2), even))).intoArray(arena, out);
        ((FloatVector) REGISTER.cast(evenBy4.add(oddBy4))).intoArray(arena, out + CHANNELS);
        ((FloatVector) REGISTER.cast(evenBy4.sub(oddBy4))).intoArray(arena, out + 2 * CHANNELS);
        ((FloatVector) REGISTER.cast(two.fma(odd, even))).intoArray(arena, out + 3 * CHANNELS);
        ((FloatVector) REGISTER.cast(minusTwo.fma(odd, even))).intoArray(arena, out + 4 * CHANNELS);
        ((FloatVector) REGISTER.cast(minusFour.fma(odd, d5.sub(d3))))
            .intoArray(arena, out + 5 * CHANNELS);
      }
    }
  }

  @Override
  public void finish(float[] arena, int sums, int column, int output, int tiles, float slope) {
    FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
    FloatVector two = FloatVector.broadcast(SPECIES, 2);
    FloatVector four = FloatVector.broadcast(SPECIES, 4);
    FloatVector eight = FloatVector.broadcast(SPECIES, 8);
    for (int tile = 0; tile < tiles; tile++) {
      for (int c = 0; c < CHANNELS; c += LANES) {
        int in = sums + 2 * tile * CHANNELS + c;
        int out = output + WIDTH * tile * CHANNELS + c;
        FloatVector m1 = FloatVector.fromArray(SPECIES, arena, in + column);
        FloatVector m2 = FloatVector.fromArray(SPECIES, arena, in + 2 * column);
        FloatVector m3 = FloatVector.fromArray(SPECIES, arena, in + 3 * column);
        FloatVector m4 = FloatVector.fromArray(SPECIES, arena, in + 4 * column);
        FloatVector sum = m1.add(m2);
        FloatVector difference = m1.sub(m2);
        FloatVector farSum = m3.add(m4);
        FloatVector farDifference = m3.sub(m4);
        FloatVector y0 = sum.add(farSum).add(FloatVector.fromArray(SPECIES, arena, in));
        FloatVector y1 = two.fma(farDifference, difference);
        FloatVector y2 = four.fma(farSum, sum);
        FloatVector y3 =
            eight
                .fma(farDifference, difference)
                .add(FloatVector.fromArray(SPECIES, arena, in + 5 * column));
        ((FloatVector) REGISTER.cast(y0.blend(slopes.mul(y0), y0.compare(VectorOperators.LT, 0))))
            .intoArray(arena, out);
        ((FloatVector) REGISTER.cast(y1.blend(slopes.mul(y1), y1.compare(VectorOperators.LT, 0))))
            .intoArray(arena, out + CHANNELS);
        ((FloatVector) REGISTER.cast(y2.blend(slopes.mul(y2), y2.compare(VectorOperators.LT, 0))))
            .intoArray(arena, out + 2 * CHANNELS);
        ((FloatVector) REGISTER.cast(y3.blend(slopes.mul(y3), y3.compare(VectorOperators.LT, 0))))
            .intoArray(arena, out + 3 * CHANNELS);
      }
    }
  }
}
