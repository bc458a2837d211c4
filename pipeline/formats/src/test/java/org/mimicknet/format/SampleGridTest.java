/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

class SampleGridTest {
  private static final int HEIGHT = 5;
  private static final int OFFSET = 3;

  /** Complex numbers that lie one after the other. */
  private static final class Numbers implements Samples {
    private final double[] re;
    private final double[] im;

    Numbers(double[] re, double[] im) {
      this.re = re;
      this.im = im;
    }

    @Override
    public int size() {
      return re.length;
    }

    @Override
    public double real(int index) {
      return re[index];
    }

    @Override
    public double imaginary(int index) {
      return im[index];
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 40})
  void aFrameIsTheSameWhicheverWayItLies(int width) throws MemberException {
    Numbers columns = numbers(width, true);
    Numbers rows = numbers(width, false);

    Image fromColumns = SampleGrid.columnMajor("iq", columns, OFFSET, HEIGHT, width).magnitude();
    Image fromRows = SampleGrid.rowMajor("iq", rows, OFFSET, HEIGHT, width).magnitude();
    Image real = SampleGrid.columnMajor("dtce", columns, OFFSET, HEIGHT, width).values();

    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < width; column++) {
        int at = row * width + column;
        float magnitude = (float) Math.hypot(re(row, column), im(row, column));
        assertThat(fromColumns.pixels()[at]).isCloseTo(magnitude, within(Math.ulp(magnitude)));
        assertThat(fromRows.pixels()[at]).isEqualTo(fromColumns.pixels()[at]);
        assertThat(real.pixels()[at]).isEqualTo((float) re(row, column));
      }
    }
  }

  @Test
  void magnitudesAreThoseOfFloatsWhereSquaresLeaveTheRangeOfDoubles() throws MemberException {
    Numbers numbers =
        new Numbers(new double[] {1e-200, 1e-40, 0, 2e38}, new double[] {1e-200, 1e-40, 0, 2e38});

    Image image = SampleGrid.rowMajor("iq", numbers, 0, 1, 4).magnitude();

    assertThat(image.pixels())
        .containsExactly(0, (float) Math.hypot(1e-40, 1e-40), 0, (float) Math.hypot(2e38, 2e38));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e200})
  void whatIsNoFiniteFloatIsRefusedWithItsPlace(double number) {
    Numbers columns = numbers(40, true);
    columns.re[OFFSET + 18 * HEIGHT + 2] = number;

    SampleGrid grid = SampleGrid.columnMajor("iq", columns, OFFSET, HEIGHT, 40);

    assertThatThrownBy(grid::magnitude)
        .isInstanceOf(MemberException.class)
        .hasMessageContaining("row 2, column 18")
        .extracting(e -> ((MemberException) e).reason())
        .isEqualTo(Reason.NON_FINITE);
  }

  private static Numbers numbers(int width, boolean isColumnMajor) {
    Numbers numbers =
        new Numbers(new double[OFFSET + HEIGHT * width], new double[OFFSET + HEIGHT * width]);
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < width; column++) {
        int at = OFFSET + (isColumnMajor ? column * HEIGHT + row : row * width + column);
        numbers.re[at] = re(row, column);
        numbers.im[at] = im(row, column);
      }
    }
    return numbers;
  }

  private static double re(int row, int column) {
    return 1000 * row - 7.25 * column;
  }

  private static double im(int row, int column) {
    return 31.5 * column - 3 * row;
  }
}
