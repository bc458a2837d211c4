/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.regex.Pattern;
import org.mimicknet.signal.Clip;

/**
 * What a model expects to be done to the pixels before and after it (docs/SCIENCE.md sections 2 and
 * 3).
 *
 * @param clip where the logarithm is clipped
 * @param normalisation {@value #MIN_MAX}: the image's own range becomes [0, 1]
 * @param paddingRule the id of the rule, for example {@code keras-reflect-end}
 */
public record PixelSettings(Clip clip, String normalisation, String paddingRule) {
  public static final String MIN_MAX = "min-max";
  public static final String KERAS_REFLECT_END = "keras-reflect-end";
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /**
   * @throws IllegalArgumentException if a setting is not one that a model can have
   */
  public PixelSettings {
    if (!normalisation.equals(MIN_MAX)) {
      throw new IllegalArgumentException(
          "Cannot normalise by %s: only %s is known".formatted(normalisation, MIN_MAX));
    }
    if (!RULE.matcher(paddingRule).matches()) {
      throw new IllegalArgumentException(
          "Cannot pad by %s: the id of a rule is needed, for example %s"
              .formatted(paddingRule, KERAS_REFLECT_END));
    }
  }

  /** All of it as one readable string, for example {@code clip-80_min-max_keras-reflect-end}. */
  public String id() {
    return clipId() + "_" + normalisation + "_" + paddingRule;
  }

  private String clipId() {
    if (clip instanceof Clip.AtDb at) {
      double value = at.clipDb();
      return "clip" + (value == Math.rint(value) ? Long.toString((long) value) : value);
    }
    return "noclip";
  }
}
