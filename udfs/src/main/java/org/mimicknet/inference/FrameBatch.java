/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images of {@code height * width} pixels each that go through the network together. */
record FrameBatch(List<float[]> images, int height, int width) {
  /** The tensor that ONNX Runtime takes: {@code [images, 1, height, width]}. */
  long[] shape() {
    return new long[] {images.size(), 1, height, width};
  }

  /** All pixels, one image after the other; of one image its own array. */
  float[] pixels() {
    if (images.size() == 1) {
      return images.get(0);
    }
    int size = height * width;
    float[] all = new float[Math.multiplyExact(images.size(), size)];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, all, i * size, size);
    }
    return all;
  }

  /** Images {@code from} up to {@code to}, which is not one of them. */
  FrameBatch part(int from, int to) {
    return from == 0 && to == images.size()
        ? this
        : new FrameBatch(images.subList(from, to), height, width);
  }

  /** The images of a result of the same shape. */
  List<float[]> split(float[] all) {
    if (images.size() == 1) {
      return List.of(all);
    }
    int size = height * width;
    List<float[]> each = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      each.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    return each;
  }
}
