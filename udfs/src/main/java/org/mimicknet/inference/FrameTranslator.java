package org.mimicknet.inference;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import org.mimicknet.image.Image;

/**
 * One image as a tensor {@code [1, 1, height, width]} and back. DJL frees both after each frame.
 */
final class FrameTranslator implements NoBatchifyTranslator<Image, float[]> {
  @Override
  public NDList processInput(TranslatorContext context, Image image) {
    Shape shape = new Shape(1, 1, image.height(), image.width());
    return new NDList(context.getNDManager().create(image.pixels(), shape));
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList outputs) {
    return outputs.singletonOrThrow().toFloatArray();
  }
}
