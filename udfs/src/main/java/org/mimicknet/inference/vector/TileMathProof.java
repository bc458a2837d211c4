/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import static org.mimicknet.inference.vector.TileMath.COLUMNS;
import static org.mimicknet.inference.vector.TileMath.WIDTH;

import org.mimicknet.KernelProof;

/** Whether a kernel computes the transforms that {@link TileMath} names, of two tiles. */
final class TileMathProof {
  private static final int TILES = 2;
  private static final float[] SIGNS = {1, -0.5f};
  private static final float SLOPE = 0.25f;
  private static final double TOLERANCE = 1e-4;

  private final int channels;
  private final int row;
  private final int output;
  private final float[] arena;

  private TileMathProof(KernelShape shape) {
    channels = shape.step();
    row = (TILES * WIDTH + 2) * channels;
    output = COLUMNS * row;
    arena = KernelProof.noise(output + TILES * SIGNS.length * COLUMNS * channels);
  }

  static boolean holds(TileMath kernel, KernelShape shape) {
    return new TileMathProof(shape).transforms(kernel) && new TileMathProof(shape).finishes(kernel);
  }

  private boolean transforms(TileMath kernel) {
    int[] upper = {channels, row + channels};
    int[] lower = {2 * row + channels, 3 * row + channels};
    kernel.transform(arena, upper, lower, SIGNS, output, TILES);
    int out = output;
    for (int tile = 0; tile < TILES; tile++) {
      for (int pair = 0; pair < SIGNS.length; pair++) {
        for (int c = 0; c < channels; c++) {
          double[] d = new double[COLUMNS];
          for (int i = 0; i < COLUMNS; i++) {
            int pixel = (tile * WIDTH + i - 1) * channels + c;
            d[i] = arena[upper[pair] + pixel] + SIGNS[pair] * (double) arena[lower[pair] + pixel];
          }
          double[] expected = {
            4 * d[0] - 5 * d[2] + d[4],
            d[4] + d[3] - 4 * (d[2] + d[1]),
            d[4] - d[3] - 4 * (d[2] - d[1]),
            d[4] - d[2] + 2 * (d[3] - d[1]),
            d[4] - d[2] - 2 * (d[3] - d[1]),
            4 * d[1] - 5 * d[3] + d[5]
          };
          if (!close(out + c, expected)) {
            return false;
          }
        }
        out += COLUMNS * channels;
      }
    }
    return true;
  }

  private boolean finishes(TileMath kernel) {
    int column = 2 * TILES * channels;
    kernel.finish(arena, 0, column, output, TILES, SLOPE);
    for (int tile = 0; tile < TILES; tile++) {
      for (int c = 0; c < channels; c++) {
        double[] m = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
          m[i] = arena[2 * tile * channels + i * column + c];
        }
        double[] expected = {
          activated(m[0] + m[1] + m[2] + m[3] + m[4]),
          activated(m[1] - m[2] + 2 * (m[3] - m[4])),
          activated(m[1] + m[2] + 4 * (m[3] + m[4])),
          activated(m[1] - m[2] + 8 * (m[3] - m[4]) + m[5])
        };
        if (!close(output + tile * WIDTH * channels + c, expected)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double activated(double sum) {
    return sum < 0 ? SLOPE * sum : sum;
  }

  /** Of one channel of pixels that follow each other. */
  private boolean close(int first, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(arena[first + i * channels] - expected[i]) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
