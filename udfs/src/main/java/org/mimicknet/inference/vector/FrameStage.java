/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/** The rows of the frame itself: one channel. */
final class FrameStage extends Stage {
  private float[] pixels = new float[0];
  private int height;
  private int width;

  FrameStage(int margin) {
    super(List.of(), new Ring(1, margin));
  }

  void size(int newHeight, int newWidth) {
    height = newHeight;
    width = newWidth;
  }

  void show(float[] frame) {
    pixels = frame;
  }

  /** Lets go of the frame. */
  void hide() {
    pixels = new float[0];
  }

  @Override
  int firstRow(int source, int row) {
    return row;
  }

  @Override
  int lastRow(int source, int row) {
    return row;
  }

  @Override
  void resize() {
    ring().resize(height, width);
  }

  @Override
  void compute(Arena arena, int row) {
    System.arraycopy(pixels, row * width, arena.values(), ring().row(row), width);
  }
}
