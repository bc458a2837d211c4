/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.mimicknet.VectorRegisters;

/** {@link FmaPeak}: 12 independent chains, more than any core has multiply-adds in flight. */
final class FmaPeakKernel implements FmaPeak {
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(VectorRegisters.floatBits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int CHAINS = 12;
  private static final int STEPS = 20_000;

  private float sink;

  FmaPeakKernel() {}

  @Override
  public double gigaflops(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long calls = 0;
    long now;
    do {
      sink += multiplyAndAdd(STEPS);
      calls++;
      now = System.nanoTime();
    } while (now < end);
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("Cannot trust the measurement: the sum is NaN");
    }
    return 2.0 * CHAINS * STEPS * SPECIES.length() * calls / (now - start);
  }

  /** Values settle at 1: they neither overflow nor become denormal. */
  private static float multiplyAndAdd(int steps) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector a = half;
    FloatVector b = half;
    FloatVector c = half;
    FloatVector d = half;
    FloatVector e = half;
    FloatVector f = half;
    FloatVector g = half;
    FloatVector h = half;
    FloatVector i = half;
    FloatVector j = half;
    FloatVector k = half;
    FloatVector l = half;
    for (int step = 0; step < steps; step++) {
      a = half.fma(REGISTER.cast(a), half);
      b = half.fma(REGISTER.cast(b), half);
      c = half.fma(REGISTER.cast(c), half);
      d = half.fma(REGISTER.cast(d), half);
      e = half.fma(REGISTER.cast(e), half);
      f = half.fma(REGISTER.cast(f), half);
      g = half.fma(REGISTER.cast(g), half);
      h = half.fma(REGISTER.cast(h), half);
      i = half.fma(REGISTER.cast(i), half);
      j = half.fma(REGISTER.cast(j), half);
      k = half.fma(REGISTER.cast(k), half);
      l = half.fma(REGISTER.cast(l), half);
    }
    FloatVector sum = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).add(i.add(j));
    return sum.add(k.add(l)).reduceLanes(VectorOperators.ADD);
  }
}
