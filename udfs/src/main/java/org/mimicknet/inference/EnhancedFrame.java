/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.metrics.FrameMetrics;

/** What enhancing one frame gave. */
@Internal
public final class EnhancedFrame {
  private final Image output;
  private final FrameMetrics metrics;
  private final EngineInfo engine;

  /**
   * @param metrics null without a clinical image
   */
  EnhancedFrame(Image output, FrameMetrics metrics, EngineInfo engine) {
    this.output = output;
    this.metrics = metrics;
    this.engine = engine;
  }

  /** What ran the network on it. */
  public EngineInfo engine() {
    return engine;
  }

  /** The enhanced image, in [0, 1], of the size of the frame. */
  public Image output() {
    return output;
  }

  /** How close it comes to the clinical image; empty for a frame without one. */
  public Optional<FrameMetrics> metrics() {
    return Optional.ofNullable(metrics);
  }
}
