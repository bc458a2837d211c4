package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of a block of 5, 10 or 15 pixels, one vector of output channels each; otherwise as {@link
 * TwoVectorKernel}.
 */
final class OneVectorKernel implements BlockSums {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final int LANES = SPECIES.length();
  private static final int PIXELS = SHAPE.pixels();
  private static final int STRIDE = SHAPE.stride();
  private static final boolean LINEAR = SHAPE.activation() == Activation.NONE;

  OneVectorKernel() {}

  @Override
  public void blocks(
      float[] arena, float[] seeds, Sweep sweep, int first, int end, int channel, int weight) {
    for (int pixel = first; pixel < end; pixel += PIXELS) {
      int seed = sweep.seed + pixel * sweep.seedStride + channel;
      int output = sweep.output + pixel * sweep.outputStride + channel;
      block(arena, seeds, sweep, pixel * STRIDE, seed, output, weight);
    }
  }

  private static void block(
      float[] arena, float[] seeds, Sweep sweep, int offset, int seed, int output, int weight) {
    float[] weights = sweep.weights;
    int[] starts = sweep.starts;
    int[] lengths = sweep.lengths;
    int step = sweep.seedStride;
    FloatVector a0 = FloatVector.fromArray(SPECIES, seeds, seed);
    FloatVector a1 = FloatVector.fromArray(SPECIES, seeds, seed + step);
    FloatVector a2 = FloatVector.fromArray(SPECIES, seeds, seed + 2 * step);
    FloatVector a3 = FloatVector.fromArray(SPECIES, seeds, seed + 3 * step);
    FloatVector a4 = FloatVector.fromArray(SPECIES, seeds, seed + 4 * step);
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector a8 = a0;
    FloatVector a9 = a0;
    if (PIXELS > 5) {
      a5 = FloatVector.fromArray(SPECIES, seeds, seed + 5 * step);
      a6 = FloatVector.fromArray(SPECIES, seeds, seed + 6 * step);
      a7 = FloatVector.fromArray(SPECIES, seeds, seed + 7 * step);
      a8 = FloatVector.fromArray(SPECIES, seeds, seed + 8 * step);
      a9 = FloatVector.fromArray(SPECIES, seeds, seed + 9 * step);
    }
    FloatVector a10 = a0;
    FloatVector a11 = a0;
    FloatVector a12 = a0;
    FloatVector a13 = a0;
    FloatVector a14 = a0;
    if (PIXELS > 10) {
      a10 = FloatVector.fromArray(SPECIES, seeds, seed + 10 * step);
      a11 = FloatVector.fromArray(SPECIES, seeds, seed + 11 * step);
      a12 = FloatVector.fromArray(SPECIES, seeds, seed + 12 * step);
      a13 = FloatVector.fromArray(SPECIES, seeds, seed + 13 * step);
      a14 = FloatVector.fromArray(SPECIES, seeds, seed + 14 * step);
    }
    for (int span = 0; span < starts.length; span++) {
      int in = starts[span] + offset;
      int spanEnd = in + lengths[span];
      do {
        FloatVector wa = FloatVector.fromArray(SPECIES, weights, weight);
        FloatVector value = FloatVector.broadcast(SPECIES, arena[in]);
        a0 = value.fma(wa, a0);
        value = FloatVector.broadcast(SPECIES, arena[in + STRIDE]);
        a1 = value.fma(wa, a1);
        value = FloatVector.broadcast(SPECIES, arena[in + 2 * STRIDE]);
        a2 = value.fma(wa, a2);
        value = FloatVector.broadcast(SPECIES, arena[in + 3 * STRIDE]);
        a3 = value.fma(wa, a3);
        value = FloatVector.broadcast(SPECIES, arena[in + 4 * STRIDE]);
        a4 = value.fma(wa, a4);
        if (PIXELS > 5) {
          value = FloatVector.broadcast(SPECIES, arena[in + 5 * STRIDE]);
          a5 = value.fma(wa, a5);
          value = FloatVector.broadcast(SPECIES, arena[in + 6 * STRIDE]);
          a6 = value.fma(wa, a6);
          value = FloatVector.broadcast(SPECIES, arena[in + 7 * STRIDE]);
          a7 = value.fma(wa, a7);
          value = FloatVector.broadcast(SPECIES, arena[in + 8 * STRIDE]);
          a8 = value.fma(wa, a8);
          value = FloatVector.broadcast(SPECIES, arena[in + 9 * STRIDE]);
          a9 = value.fma(wa, a9);
        }
        if (PIXELS > 10) {
          value = FloatVector.broadcast(SPECIES, arena[in + 10 * STRIDE]);
          a10 = value.fma(wa, a10);
          value = FloatVector.broadcast(SPECIES, arena[in + 11 * STRIDE]);
          a11 = value.fma(wa, a11);
          value = FloatVector.broadcast(SPECIES, arena[in + 12 * STRIDE]);
          a12 = value.fma(wa, a12);
          value = FloatVector.broadcast(SPECIES, arena[in + 13 * STRIDE]);
          a13 = value.fma(wa, a13);
          value = FloatVector.broadcast(SPECIES, arena[in + 14 * STRIDE]);
          a14 = value.fma(wa, a14);
        }
        weight += LANES;
        in++;
      } while (in < spanEnd);
    }
    FloatVector slope = FloatVector.broadcast(SPECIES, sweep.slope);
    int next = sweep.outputStride;
    (LINEAR ? slope.mul(a0) : slope.mul(a0).max(a0)).intoArray(arena, output);
    (LINEAR ? slope.mul(a1) : slope.mul(a1).max(a1)).intoArray(arena, output + next);
    (LINEAR ? slope.mul(a2) : slope.mul(a2).max(a2)).intoArray(arena, output + 2 * next);
    (LINEAR ? slope.mul(a3) : slope.mul(a3).max(a3)).intoArray(arena, output + 3 * next);
    (LINEAR ? slope.mul(a4) : slope.mul(a4).max(a4)).intoArray(arena, output + 4 * next);
    if (PIXELS > 5) {
      (LINEAR ? slope.mul(a5) : slope.mul(a5).max(a5)).intoArray(arena, output + 5 * next);
      (LINEAR ? slope.mul(a6) : slope.mul(a6).max(a6)).intoArray(arena, output + 6 * next);
      (LINEAR ? slope.mul(a7) : slope.mul(a7).max(a7)).intoArray(arena, output + 7 * next);
      (LINEAR ? slope.mul(a8) : slope.mul(a8).max(a8)).intoArray(arena, output + 8 * next);
      (LINEAR ? slope.mul(a9) : slope.mul(a9).max(a9)).intoArray(arena, output + 9 * next);
    }
    if (PIXELS > 10) {
      (LINEAR ? slope.mul(a10) : slope.mul(a10).max(a10)).intoArray(arena, output + 10 * next);
      (LINEAR ? slope.mul(a11) : slope.mul(a11).max(a11)).intoArray(arena, output + 11 * next);
      (LINEAR ? slope.mul(a12) : slope.mul(a12).max(a12)).intoArray(arena, output + 12 * next);
      (LINEAR ? slope.mul(a13) : slope.mul(a13).max(a13)).intoArray(arena, output + 13 * next);
      (LINEAR ? slope.mul(a14) : slope.mul(a14).max(a14)).intoArray(arena, output + 14 * next);
    }
  }
}
