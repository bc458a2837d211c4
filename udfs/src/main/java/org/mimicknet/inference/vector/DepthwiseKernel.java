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

/** {@link DepthwiseRow}, loaded by {@link Specialization} for each width of registers. */
final class DepthwiseKernel implements DepthwiseRow {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final int CHANNELS = SHAPE.step();

  DepthwiseKernel() {}

  @Override
  public void run(
      float[] arena, int[] starts, float[] weights, int output, int pixels, float slope) {
    FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
    int bias = starts.length * CHANNELS;
    for (int at = 0; at < pixels * CHANNELS; at += CHANNELS) {
      for (int c = 0; c < CHANNELS; c += LANES) {
        FloatVector sum = FloatVector.fromArray(SPECIES, weights, bias + c);
        for (int tap = 0; tap < starts.length; tap++) {
          FloatVector value = FloatVector.fromArray(SPECIES, arena, starts[tap] + at + c);
          FloatVector weight = FloatVector.fromArray(SPECIES, weights, tap * CHANNELS + c);
          sum = value.fma(weight, REGISTER.cast(sum));
        }
        sum = (FloatVector) REGISTER.cast(sum);
        sum.blend(slopes.mul(sum), sum.compare(VectorOperators.LT, 0))
            .intoArray(arena, output + at + c);
      }
    }
  }
}
