/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Map;
import java.util.Optional;
import org.mimicknet.Internal;

/**
 * The axes of a grid of pixels: depth in metres, and lines in metres (linear) or radians from the
 * axis of depth (sector, whose depths are radii from its apex).
 */
@Internal
public record ScanAxes(Kind kind, ScanAxis depth, ScanAxis lateral) {
  /** How the lines lie. */
  public enum Kind {
    LINEAR,
    SECTOR
  }

  /** How many pixels the grid has; within the limits on a frame, which are asked before. */
  public int pixels() {
    return Math.multiplyExact(depth.count(), lateral.count());
  }

  /** Whether the other grid is of the same pixels, up to a hundredth of a step. */
  public boolean isNear(ScanAxes other) {
    return kind == other.kind && depth.isNear(other.depth) && lateral.isNear(other.lateral);
  }

  /**
   * Of a sector radii in samples and angles in radians, as in the MimickNet layout; else spacings.
   */
  public FrameMetadata.Builder describe(FrameMetadata.Builder builder) {
    Optional<Double> axial = depth.spacing();
    if (axial.isEmpty()) {
      return builder;
    }
    if (lateral.spacing().isEmpty()) {
      return builder.extra(Map.of("axial_spacing_m", axial.get().toString()));
    }
    if (kind == Kind.LINEAR) {
      return builder.extra(
          Map.of(
              "axial_spacing_m", axial.get().toString(),
              "lateral_spacing_m", lateral.spacing().get().toString()));
    }
    double initial = depth.at(0) / axial.get();
    return builder
        .initialRadius(initial)
        .finalRadius(initial + depth.count())
        .initialAngle(lateral.at(0))
        .finalAngle(lateral.at(lateral.count() - 1))
        .extra(Map.of("axial_spacing_m", axial.get().toString()));
  }
}
