/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.lang.invoke.MethodHandles;
import org.mimicknet.VectorModule;

/** The loop of {@link PixelSums}, in double. */
interface PixelArithmetic {
  /** In the Vector API where it works here, else in plain Java. */
  PixelArithmetic BEST =
      VectorModule.kernelOr(
          MethodHandles.lookup(),
          PixelArithmetic.class,
          "PixelKernel",
          PlainPixels::new,
          PixelSumsProof::holds);

  /**
   * Sums over all pixels.
   *
   * @param reference pixels
   * @param image as many pixels
   * @param sums of the quantities that {@link PixelSums} names
   */
  void sum(float[] reference, float[] image, double referenceMean, double imageMean, double[] sums);
}
