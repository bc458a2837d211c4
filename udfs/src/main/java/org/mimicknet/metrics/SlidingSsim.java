/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import static org.mimicknet.metrics.SsimArithmetic.COLUMNS;
import static org.mimicknet.metrics.SsimArithmetic.ROWS;
import static org.mimicknet.metrics.Window.TAPS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mimicknet.VectorModule;
import org.mimicknet.image.Image;

/**
 * SSIM of images against one reference, computed in as many horizontal bands at once as a vector
 * register has lanes: what one lane does for one band, all do for theirs. So a neighbouring column
 * is a neighbouring vector, and each loop loads what several of its results share once.
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

  /** The maps of the first image; those of the next follow. */
  private static final int Y = 1;

  private static final int SQUARES = 2;
  private static final int PRODUCTS = 3;
  private static final int MAPS_OF_AN_IMAGE = 3;

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

  /** By image, its partial sums. */
  private final List<double[][]> sums = new ArrayList<>();

  private int images;
  private long windowCount;

  private SlidingSsim(SsimArithmetic<A> arithmetic) {
    this.arithmetic = arithmetic;
    lanes = arithmetic.lanes();
  }

  /** In the Vector API where it works here, else in plain Java, which knows double alone. */
  static SlidingSsim<?> of(Precision precision) {
    Lookup here = MethodHandles.lookup();
    String kernel =
        switch (precision) {
          case DOUBLE -> "DoubleSsimKernel";
          case FLOAT -> "FloatSsimKernel";
        };
    SsimArithmetic<?> arithmetic =
        VectorModule.kernelOr(
            here,
            SsimArithmetic.class,
            kernel,
            PlainSsim::new,
            made -> SsimProof.holds(made, precision));
    return on(arithmetic);
  }

  static <A> SlidingSsim<A> on(SsimArithmetic<A> arithmetic) {
    return new SlidingSsim<>(arithmetic);
  }

  /** An image to compare with the reference. */
  static final class Subject {
    private final Image image;
    private final double mean;
    private final double[] luminanceMeans;

    /**
     * @param mean of the pixels
     * @param luminanceMeans the means that the reference is taken to have, one result for each
     */
    Subject(Image image, double mean, double... luminanceMeans) {
      this.image = image;
      this.mean = mean;
      this.luminanceMeans = luminanceMeans;
    }
  }

  /**
   * Compares images with a reference of their size, at least a window high and wide; what all need
   * of the reference is computed once. Allocates only when the width changes or the images are more
   * than before.
   *
   * @param referenceMean the mean of the reference
   */
  void compare(Image reference, double referenceMean, Subject... subjects) {
    prepare(reference.width(), subjects);
    int windowRows = reference.height() - TAPS + 1;
    windowCount = (long) windowRows * windows;
    int bandRows = roundUp((windowRows + lanes - 1) / lanes, ROWS);
    for (int left = 0; left < windows; left += columns) {
      int read = Math.min(columns + TAPS - 1, width - left);
      for (int step = 0; step < bandRows + TAPS - 1; step++) {
        int ringRow = step % RING;
        read(reference, referenceMean, left, read, bandRows, step, row(X, ringRow));
        for (int i = 0; i < subjects.length; i++) {
          A y = row(map(Y, i), ringRow);
          read(subjects[i].image, subjects[i].mean, left, read, bandRows, step, y);
          filterAlong(i, ringRow, read);
        }
        arithmetic.along(row(X, ringRow), columns);
        int firstWindow = step - RING + 1;
        if (firstWindow >= 0 && firstWindow % ROWS == 0) {
          filterAcross(firstWindow, 1 + MAPS_OF_AN_IMAGE * subjects.length);
          for (int row = 0; row < ROWS; row++) {
            int counting = lanesWithin(firstWindow + row, bandRows, windowRows);
            addTerms(row, read - TAPS + 1, counting, subjects);
          }
        }
      }
    }
  }

  private void prepare(int newWidth, Subject... subjects) {
    if (width != newWidth || images < subjects.length) {
      width = newWidth;
      images = Math.max(images, subjects.length);
      allocate();
    }
    for (int i = 0; i < subjects.length; i++) {
      int quantities = 1 + 2 * subjects[i].luminanceMeans.length;
      sums.set(i, PartialSums.zeros(sums.get(i), quantities, arithmetic.partials(columns)));
    }
  }

  private void allocate() {
    windows = width - TAPS + 1;
    int strips = (windows + STRIP_COLUMNS - 1) / STRIP_COLUMNS;
    columns = roundUp((windows + strips - 1) / strips, COLUMNS);
    int maps = 1 + MAPS_OF_AN_IMAGE * images;
    ring = arithmetic.arrays(maps * RING, (columns + TAPS - 1) * lanes);
    ringRows = Arrays.copyOf(ring, RING);
    means = Stream.generate(() -> arithmetic.arrays(ROWS, columns * lanes)).limit(maps).toList();
    while (sums.size() < images) {
      sums.add(new double[0][]);
    }
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

  private static int map(int ofFirst, int image) {
    return ofFirst + MAPS_OF_AN_IMAGE * image;
  }

  private A row(int map, int ringRow) {
    return ring[map * RING + ringRow];
  }

  private void filterAlong(int image, int ringRow, int read) {
    A x = row(X, ringRow);
    A y = row(map(Y, image), ringRow);
    A squares = row(map(SQUARES, image), ringRow);
    A products = row(map(PRODUCTS, image), ringRow);
    arithmetic.squares(x, y, squares, read);
    arithmetic.along(squares, columns);
    arithmetic.products(x, y, products, read);
    arithmetic.along(products, columns);
    arithmetic.along(y, columns);
  }

  private void filterAcross(int firstStep, int maps) {
    int oldest = firstStep % RING;
    for (int map = 0; map < maps; map++) {
      int start = map * RING;
      System.arraycopy(ring, start + oldest, ringRows, 0, RING - oldest);
      System.arraycopy(ring, start, ringRows, RING - oldest, oldest);
      arithmetic.across(ringRows, means.get(map), columns);
    }
  }

  private void addTerms(int row, int count, int counting, Subject... subjects) {
    if (counting == 0) {
      return;
    }
    for (int i = 0; i < subjects.length; i++) {
      arithmetic.addTerms(
          means.get(X)[row],
          means.get(map(Y, i))[row],
          means.get(map(SQUARES, i))[row],
          means.get(map(PRODUCTS, i))[row],
          count,
          counting,
          subjects[i].mean,
          subjects[i].luminanceMeans,
          sums.get(i));
    }
  }

  /** In how many bands a row of windows lies within the image: the first ones. */
  private int lanesWithin(int window, int bandRows, int windowRows) {
    return Math.max(0, Math.min(lanes, (windowRows - window + bandRows - 1) / bandRows));
  }

  /**
   * The means over all windows of the last comparison, for an image and a luminance mean by their
   * indices.
   */
  SsimTerms terms(int subject, int luminanceMean) {
    double[][] its = sums.get(subject);
    return new SsimTerms(
        mean(its[2 + 2 * luminanceMean]), mean(its[0]), mean(its[1 + 2 * luminanceMean]));
  }

  private double mean(double[] parts) {
    return PartialSums.total(parts) / windowCount;
  }
}
