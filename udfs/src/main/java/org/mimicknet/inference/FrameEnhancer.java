/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import static java.util.stream.Collectors.groupingBy;

import java.util.IdentityHashMap;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.FrameMetrics;
import org.mimicknet.metrics.Precision;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.signal.Clip;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.FrameException.Reason;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Postprocessing;
import org.mimicknet.signal.Preprocessing;

/**
 * One frame from its magnitudes to the enhanced image and its metrics: pre-processing, padding, the
 * network, crop, clip, comparison (docs/SCIENCE.md sections 2 to 4). Scratch memory is used again
 * for the next frame, so that a frame of the size of the one before allocates its result and little
 * else. Not thread-safe: one per task.
 */
@Internal
public final class FrameEnhancer implements AutoCloseable {
  private static final Preprocessing PUBLISHED = new Preprocessing(Preprocessing.PUBLISHED_CLIP);

  /** Pixels of four bytes in seven images: read, normalised, reference, result and its bytes. */
  private static final long IMAGE_BYTES = 7 * Float.BYTES;

  /** Scratch of {@link FrameComparison}. */
  private static final long COMPARISON_BYTES = 30;

  /** The padded image into the network and out of it. */
  private static final long PADDED_BYTES = 2 * Float.BYTES;

  private final NetworkEngine engine;
  private final Clip clip;
  private final Preprocessing preprocessing;
  private final PaddingRule padding;
  private final PixelPool pool = new PixelPool();
  private final FrameComparison comparison = new FrameComparison(Precision.DOUBLE);

  /** What the network gave, and what ran it. */
  private record Output(Image image, EngineInfo engine) {}

  /**
   * @param engine the network of {@code bundle}; closed with the enhancer
   * @throws IllegalArgumentException if the bundle names a padding rule that there is not
   */
  public FrameEnhancer(ModelBundle bundle, NetworkEngine engine) {
    PixelSettings settings = bundle.card().pixels();
    this.engine = engine;
    this.clip = settings.clip();
    this.preprocessing = new Preprocessing(clip);
    this.padding = PaddingRule.of(settings.paddingRule());
  }

  /**
   * The memory of the heap that enhancing and comparing a frame takes at its highest, beside the
   * row that it comes in; known from its size alone.
   */
  public long neededBytes(int height, int width) {
    return addedBytes(height, width) + COMPARISON_BYTES * height * width;
  }

  /** What a further frame takes of it that is enhanced together with others. */
  public long addedBytes(int height, int width) {
    int paddedHeight = padding.padded(height);
    int paddedWidth = padding.padded(width);
    return IMAGE_BYTES * height * width
        + PADDED_BYTES * paddedHeight * paddedWidth
        + engine.neededBytes(paddedHeight, paddedWidth);
  }

  /**
   * Pre-processes a frame without a scanner's image.
   *
   * @param das magnitude of the IQ before any log
   * @throws FrameException if the frame cannot be processed: too small, constant, not finite
   */
  public PreparedFrame prepare(Image das) {
    Image input = preprocessing.input(das, pool.like(das));
    return new PreparedFrame(das, input, padding.pad(input, pool));
  }

  /**
   * Pre-processes a frame and the scanner's image of it.
   *
   * @param das magnitude of the IQ before any log
   * @param clinical the scanner's image of the same size, in any linear unit
   * @throws FrameException if the frame cannot be processed: too small, constant, not finite, or
   *     images of different sizes
   */
  public PreparedFrame prepare(Image das, Image clinical) {
    requireSameSize(das, clinical);
    return prepare(das).with(Normalisation.toUnitRange(clinical, pool.like(clinical)));
  }

  /**
   * Enhances frames and compares those with a scanner's image. Frames of equal padded size go
   * through the network together.
   *
   * @return one result per frame, in their order
   */
  public List<EnhancedFrame> enhance(List<PreparedFrame> frames) {
    IdentityHashMap<PreparedFrame, Output> outputs = new IdentityHashMap<>();
    frames.stream()
        .collect(groupingBy(frame -> frame.padded().size()))
        .values()
        .forEach(sameSize -> run(sameSize, outputs));
    List<EnhancedFrame> enhanced =
        frames.stream().map(frame -> compared(frame, outputs.get(frame))).toList();
    frames.forEach(this::giveBack);
    return enhanced;
  }

  /**
   * Enhances one frame without a comparison.
   *
   * @param das magnitude of the IQ before any log
   * @throws FrameException if the frame cannot be processed
   */
  public EnhancedFrame enhance(Image das) {
    return enhance(List.of(prepare(das))).get(0);
  }

  /**
   * Enhances one frame and compares it with the scanner's image.
   *
   * @param das magnitude of the IQ before any log
   * @param clinical the scanner's image of the same size, in any linear unit
   * @throws FrameException if the frame cannot be processed
   */
  public EnhancedFrame enhance(Image das, Image clinical) {
    return enhance(List.of(prepare(das, clinical))).get(0);
  }

  private void run(List<PreparedFrame> sameSize, IdentityHashMap<PreparedFrame, Output> outputs) {
    int height = sameSize.get(0).padded().height();
    int width = sameSize.get(0).padded().width();
    List<float[]> raw =
        engine.run(sameSize.stream().map(it -> it.padded().pixels()).toList(), height, width);
    EngineInfo ranOn = engine.info(height, width);
    for (int i = 0; i < raw.size(); i++) {
      Image input = sameSize.get(i).input();
      Image padded = new Image(raw.get(i), height, width);
      Image output = Postprocessing.output(padded, input.height(), input.width());
      outputs.put(sameSize.get(i), new Output(output, ranOn));
    }
  }

  private EnhancedFrame compared(PreparedFrame frame, Output output) {
    return frame
        .clinical()
        .map(
            clinical ->
                new EnhancedFrame(
                    output.image(), metrics(frame, clinical, output.image()), output.engine()))
        .orElseGet(() -> new EnhancedFrame(output.image(), null, output.engine()));
  }

  private FrameMetrics metrics(PreparedFrame frame, Image clinical, Image output) {
    if (clip.equals(Preprocessing.PUBLISHED_CLIP)) {
      return comparison.compare(clinical, frame.input(), frame.input(), output);
    }
    // Published histogram-matched metrics refer to the DAS image clipped as published.
    Image reference = PUBLISHED.input(frame.das(), pool.like(frame.das()));
    FrameMetrics metrics = comparison.compare(clinical, frame.input(), reference, output);
    pool.giveBack(reference);
    return metrics;
  }

  private void giveBack(PreparedFrame frame) {
    pool.giveBack(frame.input());
    if (frame.padded() != frame.input()) {
      pool.giveBack(frame.padded());
    }
    frame.clinical().ifPresent(pool::giveBack);
  }

  /** What runs the network; a frame may say otherwise of itself. */
  public EngineInfo engine() {
    return engine.info();
  }

  @Override
  public void close() {
    engine.close();
  }

  private static void requireSameSize(Image das, Image clinical) {
    if (das.height() != clinical.height() || das.width() != clinical.width()) {
      throw new FrameException(
          Reason.SIZE_MISMATCH,
          "Cannot compare a DAS image of %s with a clinical image of %s"
              .formatted(das.size(), clinical.size()));
    }
  }
}
