/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a model expects to be done to the pixels before and after it (SCIENCE.md sections 2 and 3).
 *
 * @param clipDb decibels below which the logarithm is clipped, negative; empty for a model that was
 *     trained without clipping
 * @param normalisation {@value #MIN_MAX}: the image's own range becomes [0, 1]
 * @param paddingRule the id of the rule, for example {@code keras-reflect-end}
 */
public record PixelSettings(OptionalDouble clipDb, String normalisation, String paddingRule) {
  public static final String MIN_MAX = "min-max";
  public static final String KERAS_REFLECT_END = "keras-reflect-end";
  private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /**
   * @throws IllegalArgumentException if a setting is not one that a model can have
   */
  public PixelSettings {
    if (clipDb.isPresent()
        && !(clipDb.getAsDouble() < 0 && Double.isFinite(clipDb.getAsDouble()))) {
      throw new IllegalArgumentException(
          "Cannot clip at %s dB: a negative number is needed, -80 is the published one"
              .formatted(clipDb.getAsDouble()));
    }
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
    return clip() + "_" + normalisation + "_" + paddingRule;
  }

  private String clip() {
    if (clipDb.isEmpty()) {
      return "noclip";
    }
    double value = clipDb.getAsDouble();
    return "clip" + (value == Math.rint(value) ? Long.toString((long) value) : value);
  }
}
