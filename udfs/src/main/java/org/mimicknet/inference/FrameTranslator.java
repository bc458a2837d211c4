/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one size as a tensor {@code [images, 1, height, width]} and back. DJL frees both after
 * each call.
 */
final class FrameTranslator implements NoBatchifyTranslator<FrameTranslator.Batch, List<float[]>> {
  /** Images of {@code height * width} pixels each. */
  record Batch(List<float[]> images, int height, int width) {
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
  }

  @Override
  public NDList processInput(TranslatorContext context, Batch batch) {
    Shape shape = new Shape(batch.images().size(), 1, batch.height(), batch.width());
    return new NDList(context.getNDManager().create(batch.pixels(), shape));
  }

  @Override
  public List<float[]> processOutput(TranslatorContext context, NDList outputs) {
    int images = (int) outputs.singletonOrThrow().getShape().get(0);
    float[] all = outputs.singletonOrThrow().toFloatArray();
    if (images == 1) {
      return List.of(all);
    }
    int size = all.length / images;
    List<float[]> each = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      each.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
    return each;
  }
}
