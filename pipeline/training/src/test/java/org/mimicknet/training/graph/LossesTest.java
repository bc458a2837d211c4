/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.Metrics;
import org.mimicknet.metrics.Precision;

class LossesTest {
  private static final int HEIGHT = 24;
  private static final int WIDTH = 17;

  @Test
  void lossesAreTheMetricsOfTheProject() {
    float[] a = smooth(1);
    float[] b = smooth(2);
    Metrics metrics =
        new Comparison(Precision.DOUBLE)
            .compare(new Image(b, HEIGHT, WIDTH), new Image(a, HEIGHT, WIDTH));

    try (Step step = new Step(Device.cpu())) {
      NDArray x = step.images(a, 1, HEIGHT, WIDTH);
      NDArray y = step.images(b, 1, HEIGHT, WIDTH);
      assertThat(value(Losses.mae(x, y))).isCloseTo(metrics.mae(), within(1e-6));
      assertThat(value(Losses.mse(x, y))).isCloseTo(metrics.mse(), within(1e-6));
      assertThat(1 - value(Losses.ssim(x, y))).isCloseTo(metrics.ssim(), within(2e-6));
      assertThat(value(Losses.mse(x, 0.25))).isCloseTo(meanSquareFrom(a, 0.25), within(1e-6));
    }
  }

  @Test
  void theSsimOfABatchIsTheMeanOverItsImages() {
    float[] a = smooth(1);
    float[] b = smooth(2);
    float[] both = new float[2 * a.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    float[] target = new float[2 * a.length];
    System.arraycopy(b, 0, target, 0, a.length);
    System.arraycopy(b, 0, target, a.length, b.length);

    try (Step step = new Step(Device.cpu())) {
      double one = value(Losses.ssim(images(step, a), images(step, b)));
      NDArray batch = step.images(both, 2, HEIGHT, WIDTH);
      NDArray targets = step.images(target, 2, HEIGHT, WIDTH);
      assertThat(value(Losses.ssim(batch, targets))).isCloseTo(one / 2, within(1e-6));
    }
  }

  @Test
  void theGradientOfTheSsimLossIsThatOfFiniteDifferences() {
    float[] a = smooth(3);
    float[] b = smooth(4);
    float[] gradient;
    try (Step step = new Step(Device.cpu())) {
      NDArray x = images(step, a);
      x.setRequiresGradient(true);
      NDArray y = images(step, b);
      step.backward(() -> Losses.ssim(x, y));
      gradient = x.getGradient().toFloatArray();
    }

    // The project's own SSIM in double is the oracle: 1e-3 apart, its differences are good to 1e-8.
    double size = 0;
    for (int i = 0; i < a.length; i += 7) {
      double expected = (loss(a, b, i, 1e-3f) - loss(a, b, i, -1e-3f)) / 2e-3;
      size = Math.max(size, Math.abs(expected));
      assertThat((double) gradient[i]).isCloseTo(expected, within(1e-5));
    }
    assertThat(size).isGreaterThan(1e-3);
  }

  @Test
  void theGradientIsTheSameWhenGarbageIsCollectedBeforeTheWayBack() {
    assertThat(gradient(true)).isEqualTo(gradient(false));
  }

  private static float[] gradient(boolean collecting) {
    try (Step step = new Step(Device.cpu())) {
      NDArray x = images(step, smooth(3));
      x.setRequiresGradient(true);
      NDArray y = images(step, smooth(4));
      step.backward(
          () -> {
            NDArray loss =
                Losses.times(Losses.ssim(x, y), 0.5).add(Losses.times(Losses.mae(x, y), 3));
            if (collecting) {
              collectGarbage();
            }
            return loss;
          });
      return x.getGradient().toFloatArray();
    }
  }

  /** Ends when the memory of unreachable direct buffers has been freed, too. */
  private static void collectGarbage() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    for (int i = 0; i < 3; i++) {
      Reference<Object> last = new PhantomReference<>(new Object(), queue);
      System.gc();
      try {
        assertThat(queue.remove(10_000)).isSameAs(last);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static double loss(float[] a, float[] b, int pixel, float by) {
    float[] moved = a.clone();
    moved[pixel] += by;
    return 1
        - new Comparison(Precision.DOUBLE)
            .compare(new Image(b, HEIGHT, WIDTH), new Image(moved, HEIGHT, WIDTH))
            .ssim();
  }

  private static NDArray images(Step step, float[] pixels) {
    return step.images(pixels, 1, HEIGHT, WIDTH);
  }

  private static double value(NDArray loss) {
    return loss.toFloatArray()[0];
  }

  private static double meanSquareFrom(float[] values, double level) {
    double sum = 0;
    for (float value : values) {
      sum += (value - level) * (value - level);
    }
    return sum / values.length;
  }

  /** Waves with noise, in [0, 1]. */
  private static float[] smooth(long seed) {
    Random random = new Random(seed);
    double phase = 6 * random.nextDouble();
    float[] pixels = new float[HEIGHT * WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / WIDTH;
      int column = i % WIDTH;
      double wave = Math.sin(0.3 * row + 0.5 * column + phase);
      pixels[i] = (float) (0.5 + 0.3 * wave + 0.2 * (random.nextDouble() - 0.5));
    }
    return pixels;
  }
}
