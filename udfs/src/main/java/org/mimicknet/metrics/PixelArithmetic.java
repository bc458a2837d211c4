package org.mimicknet.metrics;

import java.lang.invoke.MethodHandles;
import org.mimicknet.VectorModule;

/** The loops of {@link CentredRows} and {@link PixelSums}, in double. */
interface PixelArithmetic {
  /** In the Vector API where this JVM has it, else in plain Java. */
  static PixelArithmetic best() {
    return VectorModule.kernelOr(
        MethodHandles.lookup(), PixelArithmetic.class, "PixelKernel", PlainPixels::new);
  }

  /** {@code width} pixels from {@code start} without their image's mean. */
  void centre(float[] pixels, int start, double mean, double[] centred, int width);

  /** How many partial sums {@link #add} keeps of each quantity. */
  int partials(int width);

  /**
   * Adds a row to the sums.
   *
   * @param reference the reference's row without its mean
   * @param image the image's row without its mean
   * @param offset mean of the image minus mean of the reference
   * @param sums partial sums of the quantities that {@link PixelSums} names
   */
  void add(double[] reference, double[] image, int width, double offset, double[][] sums);
}
