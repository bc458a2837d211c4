/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link RowMath}, loaded by {@link Specialization} for each width of registers. Why what is stored
 * is cast: see {@link BlockKernel}.
 */
final class RowMathKernel implements RowMath {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final int CHANNELS = SHAPE.step();

  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0b1010101010101010);
  private static final VectorMask<Float> ODD_PAIRS =
      VectorMask.fromLong(SPECIES, 0b1100110011001100);
  private static final VectorShuffle<Float> NEIGHBOURS = neighbours(1);
  private static final VectorShuffle<Float> NEIGHBOUR_PAIRS = neighbours(2);
  private static final VectorShuffle<Float> NEIGHBOUR_FOURS = neighbours(LANES > 4 ? 4 : 0);
  private static final VectorShuffle<Float> NEIGHBOUR_EIGHTS = neighbours(LANES > 8 ? 8 : 0);

  RowMathKernel() {}

  @Override
  public void maxima(float[] arena, int upper, int lower, int output, int pixels) {
    for (int x = 0; x < pixels; x++) {
      for (int c = 0; c < CHANNELS; c += LANES) {
        int left = 2 * x * CHANNELS + c;
        int right = left + CHANNELS;
        FloatVector top = FloatVector.fromArray(SPECIES, arena, upper + left);
        FloatVector topRight = FloatVector.fromArray(SPECIES, arena, upper + right);
        FloatVector bottom = FloatVector.fromArray(SPECIES, arena, lower + left);
        FloatVector bottomRight = FloatVector.fromArray(SPECIES, arena, lower + right);
        top = top.blend(topRight, top.compare(VectorOperators.LT, topRight));
        bottom = bottom.blend(bottomRight, bottom.compare(VectorOperators.LT, bottomRight));
        ((FloatVector) REGISTER.cast(top.blend(bottom, top.compare(VectorOperators.LT, bottom))))
            .intoArray(arena, output + x * CHANNELS + c);
      }
    }
  }

  /**
   * Four pixels at a time: what pixels keep in each other's lanes is exchanged and added, until
   * lane {@code i} holds all of pixel {@code i % 4}. A reduction of each pixel would add its lanes
   * one by one.
   */
  @Override
  public void pixelSums(
      float[] arena, int input, float[] weights, float bias, int output, int pixels) {
    FloatVector biases = FloatVector.broadcast(SPECIES, bias);
    for (int x = 0; x < pixels; x += 4) {
      int pixel = input + x * CHANNELS;
      FloatVector p0 = products(arena, pixel, weights);
      FloatVector p1 = products(arena, pixel + CHANNELS, weights);
      FloatVector p2 = products(arena, pixel + 2 * CHANNELS, weights);
      FloatVector p3 = products(arena, pixel + 3 * CHANNELS, weights);
      FloatVector p01 = p0.blend(p1, ODD).add(p1.blend(p0, ODD).rearrange(NEIGHBOURS));
      FloatVector p23 = p2.blend(p3, ODD).add(p3.blend(p2, ODD).rearrange(NEIGHBOURS));
      FloatVector sums =
          p01.blend(p23, ODD_PAIRS).add(p23.blend(p01, ODD_PAIRS).rearrange(NEIGHBOUR_PAIRS));
      if (LANES > 4) {
        sums = sums.add(sums.rearrange(NEIGHBOUR_FOURS));
      }
      if (LANES > 8) {
        sums = sums.add(sums.rearrange(NEIGHBOUR_EIGHTS));
      }
      ((FloatVector) REGISTER.cast(sums.add(biases))).intoArray(arena, output + x);
    }
  }

  private static FloatVector products(float[] arena, int pixel, float[] weights) {
    FloatVector sum =
        FloatVector.fromArray(SPECIES, arena, pixel)
            .mul(FloatVector.fromArray(SPECIES, weights, 0));
    for (int c = LANES; c < CHANNELS; c += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, weights, c);
      sum = FloatVector.fromArray(SPECIES, arena, pixel + c).fma(weight, REGISTER.cast(sum));
    }
    return (FloatVector) REGISTER.cast(sum);
  }

  private static VectorShuffle<Float> neighbours(int distance) {
    int[] lanes = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = lane ^ distance;
    }
    return VectorShuffle.fromArray(SPECIES, lanes, 0);
  }
}
