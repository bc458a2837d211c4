/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static jdk.incubator.vector.VectorOperators.ASHR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.mimicknet.VectorRegisters;

/** {@link RankLoops} in the Vector API; what is left at the end of an image in plain Java. */
final class RankLoopsKernel implements RankLoops {
  private static final VectorShape SHAPE = VectorShape.forBitSize(VectorRegisters.floatBits());
  private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
  private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
  private static final Class<? extends Vector<Integer>> REGISTER = INTS.vectorType();
  private static final int LANES = FLOATS.length();
  private static final int REACH = 8;
  private static final IntVector INDEX = IntVector.zero(INTS).addIndex(1);

  RankLoopsKernel() {}

  @Override
  public int reach() {
    return REACH;
  }

  @Override
  public void steps(float[] pixels, int from, int to, float min, float perUnit, int[] steps) {
    int vectors = FLOATS.loopBound(to - from);
    for (int i = 0; i < vectors; i += LANES) {
      FloatVector counter = at(pixels, from + i).sub(min).mul(perUnit).add(COUNTER);
      IntVector step = counter.reinterpretAsInts().sub(COUNTER_BITS);
      ((IntVector) REGISTER.cast(step)).intoArray(steps, i);
    }
    for (int i = from + vectors; i < to; i++) {
      steps[i - from] = RankLoops.step(pixels[i], min, perUnit);
    }
  }

  @Override
  public void ranks(float[] values, int length, int[] ranks) {
    near(values, length, ranks);
    far(values, length, ranks);
  }

  // The sign of a difference is -1 or 0. Written out, and in two loops: the compiler inlines
  // neither of them, because they are longer than its limit, and so compiles each by itself. With
  // as many vectors as both have it left some on the heap, ten times slower. What is stored is cast
  // because the compiler may have lost the profile of its class, and then leaves it there, too.

  private static void near(float[] values, int length, int[] ranks) {
    int vectors = FLOATS.loopBound(length);
    for (int i = 0; i < vectors; i += LANES) {
      int here = i + REACH;
      FloatVector value = at(values, here);
      IntVector first = value.sub(at(values, here - 1)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector second = value.sub(at(values, here + 1)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector third = value.sub(at(values, here - 2)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector fourth = value.sub(at(values, here + 2)).reinterpretAsInts().lanewise(ASHR, 31);
      first = value.sub(at(values, here - 3)).reinterpretAsInts().lanewise(ASHR, 31).add(first);
      second = value.sub(at(values, here + 3)).reinterpretAsInts().lanewise(ASHR, 31).add(second);
      third = value.sub(at(values, here - 4)).reinterpretAsInts().lanewise(ASHR, 31).add(third);
      fourth = value.sub(at(values, here + 4)).reinterpretAsInts().lanewise(ASHR, 31).add(fourth);
      first = first.add(second).add(third.add(fourth)).add(INDEX).add(here);
      ((IntVector) REGISTER.cast(first)).intoArray(ranks, i);
    }
    for (int i = vectors; i < length; i++) {
      ranks[i] = i + REACH + PlainRankLoops.minusAbove(values, i + REACH, 1, 4);
    }
  }

  private static void far(float[] values, int length, int[] ranks) {
    int vectors = FLOATS.loopBound(length);
    for (int i = 0; i < vectors; i += LANES) {
      int here = i + REACH;
      FloatVector value = at(values, here);
      IntVector first = value.sub(at(values, here - 5)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector second = value.sub(at(values, here + 5)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector third = value.sub(at(values, here - 6)).reinterpretAsInts().lanewise(ASHR, 31);
      IntVector fourth = value.sub(at(values, here + 6)).reinterpretAsInts().lanewise(ASHR, 31);
      first = value.sub(at(values, here - 7)).reinterpretAsInts().lanewise(ASHR, 31).add(first);
      second = value.sub(at(values, here + 7)).reinterpretAsInts().lanewise(ASHR, 31).add(second);
      third = value.sub(at(values, here - 8)).reinterpretAsInts().lanewise(ASHR, 31).add(third);
      fourth = value.sub(at(values, here + 8)).reinterpretAsInts().lanewise(ASHR, 31).add(fourth);
      IntVector nearRanks = IntVector.fromArray(INTS, ranks, i);
      first = first.add(second).add(third.add(fourth)).add(nearRanks);
      ((IntVector) REGISTER.cast(first)).intoArray(ranks, i);
    }
    for (int i = vectors; i < length; i++) {
      ranks[i] += PlainRankLoops.minusAbove(values, i + REACH, 5, REACH);
    }
  }

  private static FloatVector at(float[] values, int index) {
    return FloatVector.fromArray(FLOATS, values, index);
  }
}
