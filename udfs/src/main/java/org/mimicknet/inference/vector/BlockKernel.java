/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static java.lang.Float.floatToRawIntBits;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BlockSums} in registers: slots of sums for the even pixels of a block, as many for the odd
 * ones. A slot is one vector of output channels of one pixel; with two vectors a pixel,
 * neighbouring slots share the pixel and differ in the channels. Each weight vector meets all
 * pixels of its side, each float of the input all vectors of its pixel.
 *
 * <p>Written for C2, the optimising compiler: slot {@code s} is pixel {@code s / VECTORS} and
 * vector {@code s % VECTORS}, spelled out because only what is forced inline stays inline in a
 * method of this size; sums meet as {@code fma} of a fresh vector because C2 must know the class of
 * the receiver, and are cast to their class wherever a loop begins or ends because there it knows
 * only the type of the variable and otherwise trusts a profile that all kernels of the JVM share;
 * what is stored is cast for the same reason, in the expression that stores it, or its registers
 * spill; the innermost loop is a do-while because it keeps sums in registers only where it sees
 * that the loop runs at least once. Input is repeated over a register as integers: to repeat
 * floats, AMD's Zen 4 needs one of the two units that multiply.
 */
final class BlockKernel implements BlockSums {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final int SLOTS = SHAPE.slots();
  private static final int VECTORS = SHAPE.vectors();
  private static final int STEP = SHAPE.step();
  private static final boolean SEEDED = SHAPE.sums() != Sums.PARTIAL;
  private static final boolean LINEAR = SHAPE.sums() != Sums.RELU;

  BlockKernel() {}

  @Override
  public void blocks(
      float[] arena, float[] seeds, Sweep sweep, int first, int end, int channel, int weight) {
    int pairs = SLOTS / VECTORS;
    for (int pair = first; pair < end; pair += pairs) {
      int seed = sweep.seed + pair * sweep.seedStep + channel;
      int output = sweep.output + 2 * pair * sweep.stride + channel;
      block(arena, seeds, sweep, pair * STEP, seed, output, weight);
    }
  }

  private static void block(
      float[] arena, float[] seeds, Sweep sweep, int offset, int seed, int output, int weight) {
    float[] weights = sweep.weights;
    int[] evenStarts = sweep.evenStarts;
    int[] oddStarts = sweep.oddStarts;
    int length = sweep.length;
    int butterfly = sweep.butterfly;
    FloatVector zero = FloatVector.broadcast(SPECIES, 0);
    FloatVector e0 = zero;
    FloatVector o0 = zero;
    FloatVector e1 = zero;
    FloatVector o1 = zero;
    FloatVector e2 = zero;
    FloatVector o2 = zero;
    FloatVector e3 = zero;
    FloatVector o3 = zero;
    FloatVector e4 = zero;
    FloatVector o4 = zero;
    FloatVector e5 = zero;
    FloatVector o5 = zero;
    FloatVector e6 = zero;
    FloatVector o6 = zero;
    FloatVector e7 = zero;
    FloatVector o7 = zero;
    if (SEEDED) {
      int step = sweep.seedStep;
      int oddSeed = seed + sweep.stride;
      e0 = FloatVector.fromArray(SPECIES, seeds, seed);
      o0 = FloatVector.fromArray(SPECIES, seeds, oddSeed);
      e1 = FloatVector.fromArray(SPECIES, seeds, seed + 1 / VECTORS * step + 1 % VECTORS * LANES);
      o1 =
          FloatVector.fromArray(SPECIES, seeds, oddSeed + 1 / VECTORS * step + 1 % VECTORS * LANES);
      e2 = FloatVector.fromArray(SPECIES, seeds, seed + 2 / VECTORS * step + 2 % VECTORS * LANES);
      o2 =
          FloatVector.fromArray(SPECIES, seeds, oddSeed + 2 / VECTORS * step + 2 % VECTORS * LANES);
      e3 = FloatVector.fromArray(SPECIES, seeds, seed + 3 / VECTORS * step + 3 % VECTORS * LANES);
      o3 =
          FloatVector.fromArray(SPECIES, seeds, oddSeed + 3 / VECTORS * step + 3 % VECTORS * LANES);
      if (SLOTS > 4) {
        e4 = FloatVector.fromArray(SPECIES, seeds, seed + 4 / VECTORS * step + 4 % VECTORS * LANES);
        o4 =
            FloatVector.fromArray(
                SPECIES, seeds, oddSeed + 4 / VECTORS * step + 4 % VECTORS * LANES);
        e5 = FloatVector.fromArray(SPECIES, seeds, seed + 5 / VECTORS * step + 5 % VECTORS * LANES);
        o5 =
            FloatVector.fromArray(
                SPECIES, seeds, oddSeed + 5 / VECTORS * step + 5 % VECTORS * LANES);
      }
      if (SLOTS > 6) {
        e6 = FloatVector.fromArray(SPECIES, seeds, seed + 6 / VECTORS * step + 6 % VECTORS * LANES);
        o6 =
            FloatVector.fromArray(
                SPECIES, seeds, oddSeed + 6 / VECTORS * step + 6 % VECTORS * LANES);
        e7 = FloatVector.fromArray(SPECIES, seeds, seed + 7 / VECTORS * step + 7 % VECTORS * LANES);
        o7 =
            FloatVector.fromArray(
                SPECIES, seeds, oddSeed + 7 / VECTORS * step + 7 % VECTORS * LANES);
      }
    }
    for (int span = 0; span < evenStarts.length; span++) {
      e0 = (FloatVector) REGISTER.cast(e0);
      o0 = (FloatVector) REGISTER.cast(o0);
      e1 = (FloatVector) REGISTER.cast(e1);
      o1 = (FloatVector) REGISTER.cast(o1);
      e2 = (FloatVector) REGISTER.cast(e2);
      o2 = (FloatVector) REGISTER.cast(o2);
      e3 = (FloatVector) REGISTER.cast(e3);
      o3 = (FloatVector) REGISTER.cast(o3);
      if (SLOTS > 4) {
        e4 = (FloatVector) REGISTER.cast(e4);
        o4 = (FloatVector) REGISTER.cast(o4);
        e5 = (FloatVector) REGISTER.cast(e5);
        o5 = (FloatVector) REGISTER.cast(o5);
      }
      if (SLOTS > 6) {
        e6 = (FloatVector) REGISTER.cast(e6);
        o6 = (FloatVector) REGISTER.cast(o6);
        e7 = (FloatVector) REGISTER.cast(e7);
        o7 = (FloatVector) REGISTER.cast(o7);
      }
      if (span == butterfly) {
        FloatVector sum;
        FloatVector plus = FloatVector.broadcast(SPECIES, 1);
        FloatVector minus = FloatVector.broadcast(SPECIES, -1);
        sum = e0;
        e0 = plus.fma(o0, sum);
        o0 = minus.fma(o0, sum);
        sum = e1;
        e1 = plus.fma(o1, sum);
        o1 = minus.fma(o1, sum);
        sum = e2;
        e2 = plus.fma(o2, sum);
        o2 = minus.fma(o2, sum);
        sum = e3;
        e3 = plus.fma(o3, sum);
        o3 = minus.fma(o3, sum);
        if (SLOTS > 4) {
          sum = e4;
          e4 = plus.fma(o4, sum);
          o4 = minus.fma(o4, sum);
          sum = e5;
          e5 = plus.fma(o5, sum);
          o5 = minus.fma(o5, sum);
        }
        if (SLOTS > 6) {
          sum = e6;
          e6 = plus.fma(o6, sum);
          o6 = minus.fma(o6, sum);
          sum = e7;
          e7 = plus.fma(o7, sum);
          o7 = minus.fma(o7, sum);
        }
      }
      int even = evenStarts[span] + offset;
      int odd = oddStarts[span] + offset;
      int end = even + length;
      do {
        e0 = (FloatVector) REGISTER.cast(e0);
        o0 = (FloatVector) REGISTER.cast(o0);
        e1 = (FloatVector) REGISTER.cast(e1);
        o1 = (FloatVector) REGISTER.cast(o1);
        e2 = (FloatVector) REGISTER.cast(e2);
        o2 = (FloatVector) REGISTER.cast(o2);
        e3 = (FloatVector) REGISTER.cast(e3);
        o3 = (FloatVector) REGISTER.cast(o3);
        if (SLOTS > 4) {
          e4 = (FloatVector) REGISTER.cast(e4);
          o4 = (FloatVector) REGISTER.cast(o4);
          e5 = (FloatVector) REGISTER.cast(e5);
          o5 = (FloatVector) REGISTER.cast(o5);
        }
        if (SLOTS > 6) {
          e6 = (FloatVector) REGISTER.cast(e6);
          o6 = (FloatVector) REGISTER.cast(o6);
          e7 = (FloatVector) REGISTER.cast(e7);
          o7 = (FloatVector) REGISTER.cast(o7);
        }
        FloatVector value;
        FloatVector we0 = FloatVector.fromArray(SPECIES, weights, weight);
        FloatVector we1 =
            VECTORS == 1 ? we0 : FloatVector.fromArray(SPECIES, weights, weight + LANES);
        value = IntVector.broadcast(INTS, floatToRawIntBits(arena[even])).reinterpretAsFloats();
        e0 = value.fma(we0, e0);
        if (VECTORS == 1) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 1 * STEP]))
                  .reinterpretAsFloats();
        }
        e1 = value.fma(we1, e1);
        value =
            IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 2 / VECTORS * STEP]))
                .reinterpretAsFloats();
        e2 = value.fma(we0, e2);
        if (VECTORS == 1) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 3 * STEP]))
                  .reinterpretAsFloats();
        }
        e3 = value.fma(we1, e3);
        if (SLOTS > 4) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 4 / VECTORS * STEP]))
                  .reinterpretAsFloats();
          e4 = value.fma(we0, e4);
          if (VECTORS == 1) {
            value =
                IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 5 * STEP]))
                    .reinterpretAsFloats();
          }
          e5 = value.fma(we1, e5);
        }
        if (SLOTS > 6) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 6 / VECTORS * STEP]))
                  .reinterpretAsFloats();
          e6 = value.fma(we0, e6);
          if (VECTORS == 1) {
            value =
                IntVector.broadcast(INTS, floatToRawIntBits(arena[even + 7 * STEP]))
                    .reinterpretAsFloats();
          }
          e7 = value.fma(we1, e7);
        }
        int oddWeight = weight + VECTORS * LANES;
        FloatVector wo0 = FloatVector.fromArray(SPECIES, weights, oddWeight);
        FloatVector wo1 =
            VECTORS == 1 ? wo0 : FloatVector.fromArray(SPECIES, weights, oddWeight + LANES);
        value = IntVector.broadcast(INTS, floatToRawIntBits(arena[odd])).reinterpretAsFloats();
        o0 = value.fma(wo0, o0);
        if (VECTORS == 1) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 1 * STEP]))
                  .reinterpretAsFloats();
        }
        o1 = value.fma(wo1, o1);
        value =
            IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 2 / VECTORS * STEP]))
                .reinterpretAsFloats();
        o2 = value.fma(wo0, o2);
        if (VECTORS == 1) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 3 * STEP]))
                  .reinterpretAsFloats();
        }
        o3 = value.fma(wo1, o3);
        if (SLOTS > 4) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 4 / VECTORS * STEP]))
                  .reinterpretAsFloats();
          o4 = value.fma(wo0, o4);
          if (VECTORS == 1) {
            value =
                IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 5 * STEP]))
                    .reinterpretAsFloats();
          }
          o5 = value.fma(wo1, o5);
        }
        if (SLOTS > 6) {
          value =
              IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 6 / VECTORS * STEP]))
                  .reinterpretAsFloats();
          o6 = value.fma(wo0, o6);
          if (VECTORS == 1) {
            value =
                IntVector.broadcast(INTS, floatToRawIntBits(arena[odd + 7 * STEP]))
                    .reinterpretAsFloats();
          }
          o7 = value.fma(wo1, o7);
        }
        weight += 2 * VECTORS * LANES;
        even++;
        odd++;
      } while (even < end);
    }
    e0 = (FloatVector) REGISTER.cast(e0);
    o0 = (FloatVector) REGISTER.cast(o0);
    e1 = (FloatVector) REGISTER.cast(e1);
    o1 = (FloatVector) REGISTER.cast(o1);
    e2 = (FloatVector) REGISTER.cast(e2);
    o2 = (FloatVector) REGISTER.cast(o2);
    e3 = (FloatVector) REGISTER.cast(e3);
    o3 = (FloatVector) REGISTER.cast(o3);
    if (SLOTS > 4) {
      e4 = (FloatVector) REGISTER.cast(e4);
      o4 = (FloatVector) REGISTER.cast(o4);
      e5 = (FloatVector) REGISTER.cast(e5);
      o5 = (FloatVector) REGISTER.cast(o5);
    }
    if (SLOTS > 6) {
      e6 = (FloatVector) REGISTER.cast(e6);
      o6 = (FloatVector) REGISTER.cast(o6);
      e7 = (FloatVector) REGISTER.cast(e7);
      o7 = (FloatVector) REGISTER.cast(o7);
    }
    FloatVector slope = FloatVector.broadcast(SPECIES, sweep.slope);
    int step = 2 * sweep.stride;
    int odd = output + sweep.stride;
    ((FloatVector)
            REGISTER.cast(LINEAR ? e0 : e0.blend(slope.mul(e0), e0.compare(VectorOperators.LT, 0))))
        .intoArray(arena, output);
    ((FloatVector)
            REGISTER.cast(LINEAR ? o0 : o0.blend(slope.mul(o0), o0.compare(VectorOperators.LT, 0))))
        .intoArray(arena, odd);
    ((FloatVector)
            REGISTER.cast(LINEAR ? e1 : e1.blend(slope.mul(e1), e1.compare(VectorOperators.LT, 0))))
        .intoArray(arena, output + 1 / VECTORS * step + 1 % VECTORS * LANES);
    ((FloatVector)
            REGISTER.cast(LINEAR ? o1 : o1.blend(slope.mul(o1), o1.compare(VectorOperators.LT, 0))))
        .intoArray(arena, odd + 1 / VECTORS * step + 1 % VECTORS * LANES);
    ((FloatVector)
            REGISTER.cast(LINEAR ? e2 : e2.blend(slope.mul(e2), e2.compare(VectorOperators.LT, 0))))
        .intoArray(arena, output + 2 / VECTORS * step + 2 % VECTORS * LANES);
    ((FloatVector)
            REGISTER.cast(LINEAR ? o2 : o2.blend(slope.mul(o2), o2.compare(VectorOperators.LT, 0))))
        .intoArray(arena, odd + 2 / VECTORS * step + 2 % VECTORS * LANES);
    ((FloatVector)
            REGISTER.cast(LINEAR ? e3 : e3.blend(slope.mul(e3), e3.compare(VectorOperators.LT, 0))))
        .intoArray(arena, output + 3 / VECTORS * step + 3 % VECTORS * LANES);
    ((FloatVector)
            REGISTER.cast(LINEAR ? o3 : o3.blend(slope.mul(o3), o3.compare(VectorOperators.LT, 0))))
        .intoArray(arena, odd + 3 / VECTORS * step + 3 % VECTORS * LANES);
    if (SLOTS > 4) {
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? e4 : e4.blend(slope.mul(e4), e4.compare(VectorOperators.LT, 0))))
          .intoArray(arena, output + 4 / VECTORS * step + 4 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? o4 : o4.blend(slope.mul(o4), o4.compare(VectorOperators.LT, 0))))
          .intoArray(arena, odd + 4 / VECTORS * step + 4 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? e5 : e5.blend(slope.mul(e5), e5.compare(VectorOperators.LT, 0))))
          .intoArray(arena, output + 5 / VECTORS * step + 5 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? o5 : o5.blend(slope.mul(o5), o5.compare(VectorOperators.LT, 0))))
          .intoArray(arena, odd + 5 / VECTORS * step + 5 % VECTORS * LANES);
    }
    if (SLOTS > 6) {
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? e6 : e6.blend(slope.mul(e6), e6.compare(VectorOperators.LT, 0))))
          .intoArray(arena, output + 6 / VECTORS * step + 6 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? o6 : o6.blend(slope.mul(o6), o6.compare(VectorOperators.LT, 0))))
          .intoArray(arena, odd + 6 / VECTORS * step + 6 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? e7 : e7.blend(slope.mul(e7), e7.compare(VectorOperators.LT, 0))))
          .intoArray(arena, output + 7 / VECTORS * step + 7 % VECTORS * LANES);
      ((FloatVector)
              REGISTER.cast(
                  LINEAR ? o7 : o7.blend(slope.mul(o7), o7.compare(VectorOperators.LT, 0))))
          .intoArray(arena, odd + 7 / VECTORS * step + 7 % VECTORS * LANES);
    }
  }
}
