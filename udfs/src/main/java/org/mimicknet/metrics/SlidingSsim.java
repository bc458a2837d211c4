package org.mimicknet.metrics;

import static org.mimicknet.metrics.Window.TAPS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Arrays;
import org.mimicknet.VectorModule;

/**
 * SSIM of two images that are fed row by row. Keeps the last 11 filtered rows, so its memory grows
 * with the width alone and is used again for the next pair.
 *
 * <p>The rows are centred (each without its image's mean). Contrast and structure do not depend on
 * a mean; the luminance term adds it again. So one walk gives the SSIM for several means of the
 * reference: as it is, and gain-corrected.
 *
 * @param <A> the arrays of its arithmetic
 */
final class SlidingSsim<A> {
  private final SsimArithmetic<A> arithmetic;
  private int width;
  private int stride;
  private int windows;
  private A maps;
  private A[] filteredRows;
  private A means;
  private double[][] sums = {};
  private double imageMean;
  private double[] referenceMeans;
  private long rows;

  private SlidingSsim(SsimArithmetic<A> arithmetic) {
    this.arithmetic = arithmetic;
  }

  /** In the Vector API where this JVM has it, else in plain Java, which knows double alone. */
  static SlidingSsim<?> of(Precision precision) {
    Lookup here = MethodHandles.lookup();
    String kernel =
        switch (precision) {
          case DOUBLE -> "DoubleSsimKernel";
          case FLOAT -> "FloatSsimKernel";
        };
    SsimArithmetic<?> arithmetic =
        VectorModule.kernelOr(here, SsimArithmetic.class, kernel, PlainSsim::new);
    return on(arithmetic);
  }

  static <A> SlidingSsim<A> on(SsimArithmetic<A> arithmetic) {
    return new SlidingSsim<>(arithmetic);
  }

  /** Forgets what was fed; allocates only when a size changes. */
  void start(int width, double imageMean, double... referenceMeans) {
    this.imageMean = imageMean;
    this.referenceMeans = referenceMeans;
    rows = 0;
    if (this.width != width) {
      this.width = width;
      windows = width - TAPS + 1;
      stride = (width + arithmetic.lanes() - 1) / arithmetic.lanes() * arithmetic.lanes();
      A[] scratch = arithmetic.rows(2 + TAPS, 4 * stride + arithmetic.slack());
      maps = scratch[0];
      means = scratch[1];
      filteredRows = Arrays.copyOfRange(scratch, 2, 2 + TAPS);
    }
    sums = PartialSums.zeros(sums, 1 + 2 * referenceMeans.length, arithmetic.partials(windows));
  }

  /** The next row of the reference and of the image, at least {@code width} values each. */
  void add(double[] reference, double[] image) {
    arithmetic.maps(reference, image, width, maps, stride);
    arithmetic.along(maps, filteredRows[(int) (rows % TAPS)], 4 * stride);
    rows++;
    if (rows >= TAPS) {
      arithmetic.across(filteredRows, (int) (rows % TAPS), means, 4 * stride);
      arithmetic.addTerms(means, stride, windows, imageMean, referenceMeans, sums);
    }
  }

  /** The means over all windows so far, for the reference mean of that index. */
  SsimTerms terms(int referenceMeanIndex) {
    return new SsimTerms(
        mean(2 + 2 * referenceMeanIndex), mean(0), mean(1 + 2 * referenceMeanIndex));
  }

  private double mean(int quantity) {
    return PartialSums.total(sums[quantity]) / ((double) (rows - TAPS + 1) * windows);
  }
}
