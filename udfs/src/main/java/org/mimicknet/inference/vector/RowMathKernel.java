package org.mimicknet.inference.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link RowMath}, loaded by {@link Specialization} for each width of registers. */
final class RowMathKernel implements RowMath {
  private static final KernelShape SHAPE = Specialization.shape(MethodHandles.lookup());
  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SHAPE.bits()));
  private static final Class<? extends Vector<Float>> REGISTER = SPECIES.vectorType();
  private static final int LANES = SPECIES.length();
  private static final int CHANNELS = SHAPE.step();

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
        top.blend(bottom, top.compare(VectorOperators.LT, bottom))
            .intoArray(arena, output + x * CHANNELS + c);
      }
    }
  }

  @Override
  public void pixelSums(
      float[] arena, int input, float[] weights, float bias, int output, int pixels) {
    for (int x = 0; x < pixels; x++) {
      int pixel = input + x * CHANNELS;
      FloatVector sum =
          FloatVector.fromArray(SPECIES, arena, pixel)
              .mul(FloatVector.fromArray(SPECIES, weights, 0));
      for (int c = LANES; c < CHANNELS; c += LANES) {
        FloatVector weight = FloatVector.fromArray(SPECIES, weights, c);
        sum = FloatVector.fromArray(SPECIES, arena, pixel + c).fma(weight, REGISTER.cast(sum));
      }
      sum = (FloatVector) REGISTER.cast(sum);
      arena[output + x] = bias + sum.reduceLanes(VectorOperators.ADD);
    }
  }
}
