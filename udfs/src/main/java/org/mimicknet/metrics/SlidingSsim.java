package org.mimicknet.metrics;

import static org.mimicknet.metrics.SsimArithmetic.COLUMNS;
import static org.mimicknet.metrics.SsimArithmetic.ROWS;
import static org.mimicknet.metrics.Window.TAPS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mimicknet.VectorModule;
import org.mimicknet.image.Image;

/**
 * SSIM of two images, computed in as many horizontal bands at once as a vector register has lanes:
 * what one lane does for one band, all do for theirs. So a neighbouring column is a neighbouring
 * vector, and each loop loads what several of its results share once.
 *
 * <p>A step reads one row of each band, filters it along its columns and keeps it in a ring; every
 * fourth step filters across the rows of the ring, which gives four rows of windows of each band.
 * Bands overlap by what a window needs. Wide images are computed in strips of columns, so memory is
 * bounded; it is used again for the next pair. Not thread-safe.
 *
 * <p>The rows are centred (each without its image's mean). Contrast and structure do not depend on
 * a mean; the luminance term adds it again. So one walk gives the SSIM for several means of the
 * reference: as it is, and gain-corrected.
 *
 * @param <A> the arrays of its arithmetic
 */
final class SlidingSsim<A> {
  private static final int RING = TAPS - 1 + ROWS;

  /** The most of a strip: its rows stay in the first cache then, and the ring in the second. */
  private static final int STRIP_COLUMNS = 100;

  private static final int X = 0;
  private static final int Y = 1;
  private static final int SQUARES = 2;
  private static final int PRODUCTS = 3;
  private static final int MAPS = 4;

  private final SsimArithmetic<A> arithmetic;
  private final int lanes;
  private int width;
  private int windows;

  /** Columns of a filtered row: the windows, and some that are never read. */
  private int columns;

  /** The rows of the last steps, filtered along: those of one map after those of the other. */
  private A[] ring;

  /** The rows of one map in the ring, the oldest first. */
  private A[] ringRows;

  /** Rows of one map filtered both ways, by map. */
  private List<A[]> means = List.of();

  private double[][] sums = {};
  private long windowCount;

  private SlidingSsim(SsimArithmetic<A> arithmetic) {
    this.arithmetic = arithmetic;
    lanes = arithmetic.lanes();
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

  /**
   * Compares two images of one size, at least a window high and wide; allocates only when the width
   * changes.
   *
   * @param referenceMean the mean of the reference
   * @param luminanceMeans the means that the reference is taken to have, one result for each
   */
  void compare(
      Image reference,
      Image image,
      double referenceMean,
      double imageMean,
      double... luminanceMeans) {
    prepare(reference.width());
    int quantities = 1 + 2 * luminanceMeans.length;
    sums = PartialSums.zeros(sums, quantities, arithmetic.partials(columns));
    int windowRows = reference.height() - TAPS + 1;
    windowCount = (long) windowRows * windows;
    int bandRows = roundUp((windowRows + lanes - 1) / lanes, ROWS);
    for (int left = 0; left < windows; left += columns) {
      int read = Math.min(columns + TAPS - 1, width - left);
      for (int step = 0; step < bandRows + TAPS - 1; step++) {
        int ringRow = step % RING;
        read(reference, referenceMean, left, read, bandRows, step, row(X, ringRow));
        read(image, imageMean, left, read, bandRows, step, row(Y, ringRow));
        filterAlong(ringRow, read);
        int firstWindow = step - RING + 1;
        if (firstWindow >= 0 && firstWindow % ROWS == 0) {
          filterAcross(firstWindow);
          for (int row = 0; row < ROWS; row++) {
            int counting = lanesWithin(firstWindow + row, bandRows, windowRows);
            addTerms(row, read - TAPS + 1, counting, imageMean, luminanceMeans);
          }
        }
      }
    }
  }

  private void prepare(int newWidth) {
    if (width == newWidth) {
      return;
    }
    width = newWidth;
    windows = width - TAPS + 1;
    int strips = (windows + STRIP_COLUMNS - 1) / STRIP_COLUMNS;
    columns = roundUp((windows + strips - 1) / strips, COLUMNS);
    ring = arithmetic.arrays(MAPS * RING, (columns + TAPS - 1) * lanes);
    ringRows = Arrays.copyOf(ring, RING);
    means = Stream.generate(() -> arithmetic.arrays(ROWS, columns * lanes)).limit(MAPS).toList();
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  /** Rows past the end of the image stand in for windows of the last bands that do not count. */
  private void read(
      Image image, double mean, int left, int count, int bandRows, int step, A ringRow) {
    for (int lane = 0; lane < lanes; lane++) {
      int row = Math.min(lane * bandRows + step, image.height() - 1);
      arithmetic.read(image.pixels(), row * width + left, count, mean, ringRow, lane);
    }
  }

  private A row(int map, int ringRow) {
    return ring[map * RING + ringRow];
  }

  private void filterAlong(int ringRow, int read) {
    A x = row(X, ringRow);
    A y = row(Y, ringRow);
    A squares = row(SQUARES, ringRow);
    A products = row(PRODUCTS, ringRow);
    arithmetic.squares(x, y, squares, read);
    arithmetic.along(squares, columns);
    arithmetic.products(x, y, products, read);
    arithmetic.along(products, columns);
    arithmetic.along(x, columns);
    arithmetic.along(y, columns);
  }

  private void filterAcross(int firstStep) {
    int oldest = firstStep % RING;
    for (int map = 0; map < MAPS; map++) {
      int start = map * RING;
      System.arraycopy(ring, start + oldest, ringRows, 0, RING - oldest);
      System.arraycopy(ring, start, ringRows, RING - oldest, oldest);
      arithmetic.across(ringRows, means.get(map), columns);
    }
  }

  private void addTerms(
      int row, int count, int counting, double imageMean, double[] luminanceMeans) {
    if (counting > 0) {
      arithmetic.addTerms(
          means.get(X)[row],
          means.get(Y)[row],
          means.get(SQUARES)[row],
          means.get(PRODUCTS)[row],
          count,
          counting,
          imageMean,
          luminanceMeans,
          sums);
    }
  }

  /** In how many bands a row of windows lies within the image: the first ones. */
  private int lanesWithin(int window, int bandRows, int windowRows) {
    return Math.max(0, Math.min(lanes, (windowRows - window + bandRows - 1) / bandRows));
  }

  /** The means over all windows of the last comparison, for the luminance mean of that index. */
  SsimTerms terms(int luminanceMeanIndex) {
    return new SsimTerms(
        mean(2 + 2 * luminanceMeanIndex), mean(0), mean(1 + 2 * luminanceMeanIndex));
  }

  private double mean(int quantity) {
    return PartialSums.total(sums[quantity]) / windowCount;
  }
}
