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
    (LINEAR ? a0 : a0.max(a0.mul(slope))).intoArray(arena, output);
    (LINEAR ? b0 : b0.max(b0.mul(slope))).intoArray(arena, output + LANES);
    (LINEAR ? a1 : a1.max(a1.mul(slope))).intoArray(arena, output + next);
    (LINEAR ? b1 : b1.max(b1.mul(slope))).intoArray(arena, output + next + LANES);
    (LINEAR ? a2 : a2.max(a2.mul(slope))).intoArray(arena, output + 2 * next);
    (LINEAR ? b2 : b2.max(b2.mul(slope))).intoArray(arena, output + 2 * next + LANES);
    (LINEAR ? a3 : a3.max(a3.mul(slope))).intoArray(arena, output + 3 * next);
    (LINEAR ? b3 : b3.max(b3.mul(slope))).intoArray(arena, output + 3 * next + LANES);
    (LINEAR ? a4 : a4.max(a4.mul(slope))).intoArray(arena, output + 4 * next);
    (LINEAR ? b4 : b4.max(b4.mul(slope))).intoArray(arena, output + 4 * next + LANES);
    if (PIXELS > 5) {
      (LINEAR ? a5 : a5.max(a5.mul(slope))).intoArray(arena, output + 5 * next);
      (LINEAR ? b5 : b5.max(b5.mul(slope))).intoArray(arena, output + 5 * next + LANES);
      (LINEAR ? a6 : a6.max(a6.mul(slope))).intoArray(arena, output + 6 * next);
      (LINEAR ? b6 : b6.max(b6.mul(slope))).intoArray(arena, output + 6 * next + LANES);
      (LINEAR ? a7 : a7.max(a7.mul(slope))).intoArray(arena, output + 7 * next);
      (LINEAR ? b7 : b7.max(b7.mul(slope))).intoArray(arena, output + 7 * next + LANES);
      (LINEAR ? a8 : a8.max(a8.mul(slope))).intoArray(arena, output + 8 * next);
      (LINEAR ? b8 : b8.max(b8.mul(slope))).intoArray(arena, output + 8 * next + LANES);
      (LINEAR ? a9 : a9.max(a9.mul(slope))).intoArray(arena, output + 9 * next);
      (LINEAR ? b9 : b9.max(b9.mul(slope))).intoArray(arena, output + 9 * next + LANES);
    }
  }
}
