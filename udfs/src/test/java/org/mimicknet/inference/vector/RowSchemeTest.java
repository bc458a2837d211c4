/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two rows that a scheme makes, against the convolution written out. */
class RowSchemeTest {
  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7})
  void theRowsOfATileAreThoseOfTheConvolution(int kernelRows) {
    double[] kernel = random.doubles(kernelRows, -1, 1).toArray();
    double[] image = random.doubles(kernelRows + 1, -1, 1).toArray();

    double[] tile = tile(RowScheme.of(kernelRows), kernel, image);

    assertThat(tile[0]).isCloseTo(convolved(kernel, image, 0), within(1e-14));
    assertThat(tile[1]).isCloseTo(convolved(kernel, image, 1), within(1e-14));
  }

  private static double convolved(double[] kernel, double[] image, int first) {
    double sum = 0;
    for (int row = 0; row < kernel.length; row++) {
      sum += kernel[row] * image[first + row];
    }
    return sum;
  }

  /** One column of pixels: the tile's upper row is in the middle of the kernel. */
  private static double[] tile(RowScheme scheme, double[] kernel, double[] image) {
    int middle = kernel.length / 2;
    double[] combined =
        scheme.combinations().stream()
            .mapToDouble(
                combination ->
                    image[middle + combination.upper()]
                        + combination.sign() * image[middle + combination.lower()])
            .toArray();
    double upper = 0;
    double lower = 0;
    for (int i = 0; i < scheme.products().size(); i++) {
      if (i == scheme.butterfly()) {
        double sum = upper;
        upper = sum + lower;
        lower = sum - lower;
      }
      RowScheme.Product product = scheme.products().get(i);
      for (int row = 0; row < kernel.length; row++) {
        upper += combined[product.upper()] * product.upperFactors().get(row) * kernel[row];
        lower += combined[product.lower()] * product.lowerFactors().get(row) * kernel[row];
      }
    }
    return new double[] {upper, lower};
  }
}
