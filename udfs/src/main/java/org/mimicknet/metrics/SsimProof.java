/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import java.util.Arrays;
import org.mimicknet.KernelProof;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.SlidingSsim.Subject;

/** Whether a kernel gives the SSIM of a small image that {@link PlainSsim} gives. */
final class SsimProof {
  private static final int HEIGHT = 27;
  private static final int WIDTH = 29;

  private SsimProof() {}

  static boolean holds(SsimArithmetic<?> kernel, Precision precision) {
    double tolerance =
        switch (precision) {
          case DOUBLE -> 1e-12;
          case FLOAT -> 1e-5;
        };
    double[] terms = terms(kernel);
    double[] plain = terms(new PlainSsim());
    for (int i = 0; i < plain.length; i++) {
      if (!(Math.abs(terms[i] - plain[i]) <= tolerance)) {
        return false;
      }
    }
    return true;
  }

  /** With the mean of the reference as it is, and with another. */
  private static double[] terms(SsimArithmetic<?> arithmetic) {
    int pixels = HEIGHT * WIDTH;
    float[] noise = KernelProof.noise(2 * pixels);
    Image reference = new Image(Arrays.copyOf(noise, pixels), HEIGHT, WIDTH);
    Image image = new Image(Arrays.copyOfRange(noise, pixels, 2 * pixels), HEIGHT, WIDTH);
    SlidingSsim<?> ssim = SlidingSsim.on(arithmetic);
    ssim.compare(reference, 0.01, new Subject(image, -0.02, 0.01, 0.3));
    SsimTerms first = ssim.terms(0, 0);
    SsimTerms second = ssim.terms(0, 1);
    return new double[] {
      first.ssim(),
      first.contrastStructure(),
      first.luminance(),
      second.ssim(),
      second.contrastStructure(),
      second.luminance()
    };
  }
}
