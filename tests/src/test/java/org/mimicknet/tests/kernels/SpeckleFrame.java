/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import java.util.Random;
import org.mimicknet.image.Image;
import org.mimicknet.signal.Preprocessing;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One frame of speckle, of the size that PERFORMANCE.md speaks of, and images in [0, 1] of that
 * size.
 */
@State(Scope.Benchmark)
public class SpeckleFrame {
  @Param("1808x208")
  public String shape;

  /** Magnitudes over some 80 dB. */
  Image magnitude;

  /** What enters the network, in [0, 1]. */
  Image das;

  /** In [0, 1]. */
  Image clinical;

  /** In [0, 1]. */
  Image output;

  @Setup(Level.Trial)
  public void make() {
    int height = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
    int width = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
    Random random = new Random(1);
    float[] magnitudes = new float[height * width];
    float[] first = new float[height * width];
    float[] second = new float[height * width];
    for (int i = 0; i < magnitudes.length; i++) {
      double depth = 1e4 * Math.exp(-3.0 * i / magnitudes.length);
      magnitudes[i] = (float) (depth * Math.hypot(random.nextGaussian(), random.nextGaussian()));
      first[i] = random.nextFloat();
      second[i] = 0.7f * first[i] + 0.3f * random.nextFloat();
    }
    magnitude = new Image(magnitudes, height, width);
    das = new Preprocessing(Preprocessing.PUBLISHED_CLIP).input(magnitude);
    clinical = new Image(first, height, width);
    output = new Image(second, height, width);
  }
}
