package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowMath}, loaded by {@link Specialization} for each width of registers. */
final class RowMathKernel implements RowMath {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final int LANES = SPECIES.length();
  private static final int CHANNELS = SHAPE.step();

  RowMathKernel() {}

  @Override
  public void maxima(float[] arena, int upper, int lower, int output, int pixels) {
    for (int x = 0; x < pixels; x++) {
      for (int c = 0; c < CHANNELS; c += LANES) {
        int left = 2 * x * CHANNELS + c;
        int right = left + CHANNELS;
        FloatVector top =
            FloatVector.fromArray(SPECIES, arena, upper + left)
                .max(FloatVector.fromArray(SPECIES, arena, upper + right));
        FloatVector bottom =
            FloatVector.fromArray(SPECIES, arena, lower + left)
                .max(FloatVector.fromArray(SPECIES, arena, lower + right));
        top.max(bottom).intoArray(arena, output + x * CHANNELS + c);
      }
    }
  }

  @Override
  public void transform(float[] arena, int row, int output, int plane, int pairs) {
    for (int pair = 0; pair < pairs; pair++) {
      int in = row + (2 * pair - 1) * CHANNELS;
      int out = output + pair * CHANNELS;
      for (int c = 0; c < CHANNELS; c += LANES) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, arena, in + c);
        FloatVector d1 = FloatVector.fromArray(SPECIES, arena, in + CHANNELS + c);
        FloatVector d2 = FloatVector.fromArray(SPECIES, arena, in + 2 * CHANNELS + c);
        FloatVector d3 = FloatVector.fromArray(SPECIES, arena, in + 3 * CHANNELS + c);
        d0.sub(d2).intoArray(arena, out + c);
        d1.add(d2).intoArray(arena, out + plane + c);
        d2.sub(d1).intoArray(arena, out + 2 * plane + c);
        d3.sub(d1).intoArray(arena, out + 3 * plane + c);
      }
    }
  }
}
