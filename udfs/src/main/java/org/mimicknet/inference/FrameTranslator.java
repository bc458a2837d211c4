/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.List;

/** Images as a tensor of DJL and back. DJL frees both after each call. */
final class FrameTranslator implements NoBatchifyTranslator<FrameBatch, List<float[]>> {
  @Override
  public NDList processInput(TranslatorContext context, FrameBatch batch) {
    context.setAttachment(FrameBatch.class.getName(), batch);
    return new NDList(context.getNDManager().create(batch.pixels(), new Shape(batch.shape())));
  }

  @Override
  public List<float[]> processOutput(TranslatorContext context, NDList outputs) {
    FrameBatch batch = (FrameBatch) context.getAttachment(FrameBatch.class.getName());
    return batch.split(outputs.singletonOrThrow().toFloatArray());
  }
}
