package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of a block of 5 or 10 pixels, two vectors of output channels each, all in registers: each
 * float of the input meets two weight vectors, each weight vector all pixels.
 *
 * <p>The innermost loop is a do-while: the compiler keeps sums in registers only where it sees that
 * the loop runs at least once.
 */
final class TwoVectorKernel implements BlockSums {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final int LANES = SPECIES.length();
  private static final int PIXELS = SHAPE.pixels();
  private static final int STRIDE = SHAPE.stride();
  private static final boolean LINEAR = SHAPE.activation() == Activation.NONE;

  TwoVectorKernel() {}

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
    FloatVector b0 = FloatVector.fromArray(SPECIES, seeds, seed + LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, seeds, seed + step);
    FloatVector b1 = FloatVector.fromArray(SPECIES, seeds, seed + step + LANES);
    FloatVector a2 = FloatVector.fromArray(SPECIES, seeds, seed + 2 * step);
    FloatVector b2 = FloatVector.fromArray(SPECIES, seeds, seed + 2 * step + LANES);
    FloatVector a3 = FloatVector.fromArray(SPECIES, seeds, seed + 3 * step);
    FloatVector b3 = FloatVector.fromArray(SPECIES, seeds, seed + 3 * step + LANES);
    FloatVector a4 = FloatVector.fromArray(SPECIES, seeds, seed + 4 * step);
    FloatVector b4 = FloatVector.fromArray(SPECIES, seeds, seed + 4 * step + LANES);
    FloatVector a5 = a0;
    FloatVector b5 = b0;
    FloatVector a6 = a0;
    FloatVector b6 = b0;
    FloatVector a7 = a0;
    FloatVector b7 = b0;
    FloatVector a8 = a0;
    FloatVector b8 = b0;
    FloatVector a9 = a0;
    FloatVector b9 = b0;
    if (PIXELS > 5) {
      a5 = FloatVector.fromArray(SPECIES, seeds, seed + 5 * step);
      b5 = FloatVector.fromArray(SPECIES, seeds, seed + 5 * step + LANES);
      a6 = FloatVector.fromArray(SPECIES, seeds, seed + 6 * step);
      b6 = FloatVector.fromArray(SPECIES, seeds, seed + 6 * step + LANES);
      a7 = FloatVector.fromArray(SPECIES, seeds, seed + 7 * step);
      b7 = FloatVector.fromArray(SPECIES, seeds, seed + 7 * step + LANES);
      a8 = FloatVector.fromArray(SPECIES, seeds, seed + 8 * step);
      b8 = FloatVector.fromArray(SPECIES, seeds, seed + 8 * step + LANES);
      a9 = FloatVector.fromArray(SPECIES, seeds, seed + 9 * step);
      b9 = FloatVector.fromArray(SPECIES, seeds, seed + 9 * step + LANES);
    }
    for (int span = 0; span < starts.length; span++) {
      int in = starts[span] + offset;
      int spanEnd = in + lengths[span];
      do {
        FloatVector wa = FloatVector.fromArray(SPECIES, weights, weight);
        FloatVector wb = FloatVector.fromArray(SPECIES, weights, weight + LANES);
        FloatVector value = FloatVector.broadcast(SPECIES, arena[in]);
        a0 = value.fma(wa, a0);
        b0 = value.fma(wb, b0);
        value = FloatVector.broadcast(SPECIES, arena[in + STRIDE]);
        a1 = value.fma(wa, a1);
        b1 = value.fma(wb, b1);
        value = FloatVector.broadcast(SPECIES, arena[in + 2 * STRIDE]);
        a2 = value.fma(wa, a2);
        b2 = value.fma(wb, b2);
        value = FloatVector.broadcast(SPECIES, arena[in + 3 * STRIDE]);
        a3 = value.fma(wa, a3);
        b3 = value.fma(wb, b3);
        value = FloatVector.broadcast(SPECIES, arena[in + 4 * STRIDE]);
        a4 = value.fma(wa, a4);
        b4 = value.fma(wb, b4);
        if (PIXELS > 5) {
          value = FloatVector.broadcast(SPECIES, arena[in + 5 * STRIDE]);
          a5 = value.fma(wa, a5);
          b5 = value.fma(wb, b5);
          value = FloatVector.broadcast(SPECIES, arena[in + 6 * STRIDE]);
          a6 = value.fma(wa, a6);
          b6 = value.fma(wb, b6);
          value = FloatVector.broadcast(SPECIES, arena[in + 7 * STRIDE]);
          a7 = value.fma(wa, a7);
          b7 = value.fma(wb, b7);
          value = FloatVector.broadcast(SPECIES, arena[in + 8 * STRIDE]);
          a8 = value.fma(wa, a8);
          b8 = value.fma(wb, b8);
          value = FloatVector.broadcast(SPECIES, arena[in + 9 * STRIDE]);
          a9 = value.fma(wa, a9);
          b9 = value.fma(wb, b9);
        }
        weight += 2 * LANES;
        in++;
      } while (in < spanEnd);
    }
    FloatVector slope = FloatVector.broadcast(SPECIES, sweep.slope);
    int next = sweep.outputStride;
    (LINEAR ? slope.mul(a0) : slope.mul(a0).max(a0)).intoArray(arena, output);
    (LINEAR ? slope.mul(b0) : slope.mul(b0).max(b0)).intoArray(arena, output + LANES);
    (LINEAR ? slope.mul(a1) : slope.mul(a1).max(a1)).intoArray(arena, output + next);
    (LINEAR ? slope.mul(b1) : slope.mul(b1).max(b1)).intoArray(arena, output + next + LANES);
    (LINEAR ? slope.mul(a2) : slope.mul(a2).max(a2)).intoArray(arena, output + 2 * next);
    (LINEAR ? slope.mul(b2) : slope.mul(b2).max(b2)).intoArray(arena, output + 2 * next + LANES);
    (LINEAR ? slope.mul(a3) : slope.mul(a3).max(a3)).intoArray(arena, output + 3 * next);
    (LINEAR ? slope.mul(b3) : slope.mul(b3).max(b3)).intoArray(arena, output + 3 * next + LANES);
    (LINEAR ? slope.mul(a4) : slope.mul(a4).max(a4)).intoArray(arena, output + 4 * next);
    (LINEAR ? slope.mul(b4) : slope.mul(b4).max(b4)).intoArray(arena, output + 4 * next + LANES);
    if (PIXELS > 5) {
      (LINEAR ? slope.mul(a5) : slope.mul(a5).max(a5)).intoArray(arena, output + 5 * next);
      (LINEAR ? slope.mul(b5) : slope.mul(b5).max(b5)).intoArray(arena, output + 5 * next + LANES);
      (LINEAR ? slope.mul(a6) : slope.mul(a6).max(a6)).intoArray(arena, output + 6 * next);
      (LINEAR ? slope.mul(b6) : slope.mul(b6).max(b6)).intoArray(arena, output + 6 * next + LANES);
      (LINEAR ? slope.mul(a7) : slope.mul(a7).max(a7)).intoArray(arena, output + 7 * next);
      (LINEAR ? slope.mul(b7) : slope.mul(b7).max(b7)).intoArray(arena, output + 7 * next + LANES);
      (LINEAR ? slope.mul(a8) : slope.mul(a8).max(a8)).intoArray(arena, output + 8 * next);
      (LINEAR ? slope.mul(b8) : slope.mul(b8).max(b8)).intoArray(arena, output + 8 * next + LANES);
      (LINEAR ? slope.mul(a9) : slope.mul(a9).max(a9)).intoArray(arena, output + 9 * next);
      (LINEAR ? slope.mul(b9) : slope.mul(b9).max(b9)).intoArray(arena, output + 9 * next + LANES);
    }
  }
}
