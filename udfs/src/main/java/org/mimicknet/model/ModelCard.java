/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code model.json} says of a model besides its hash.
 *
 * @param name letters, digits, dots, dashes, underscores: the start of its id
 * @param origin where it comes from, for people
 * @param licence its licence, for people
 * @param pixels what must be done to the pixels
 * @param trainingData free JSON: what it was trained on
 * @param metrics free JSON: how good it was found to be
 */
public record ModelCard(
    String name,
    String origin,
    String licence,
    PixelSettings pixels,
    Map<String, Object> trainingData,
    Map<String, Object> metrics) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * @throws IllegalArgumentException if the name cannot stand in an id
   */
  public ModelCard {
    checkedName(name);
    trainingData = Collections.unmodifiableMap(new LinkedHashMap<>(trainingData));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * The name itself.
   *
   * @throws IllegalArgumentException if it cannot stand in an id
   */
  public static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Cannot name a model %s: up to 100 letters, digits, dots, dashes and underscores are allowed"
              .formatted(name));
    }
    return name;
  }

  /** A name that can stand in an id, as like a text as may be. */
  public static String nameLike(String text) {
    String allowed = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return allowed.isEmpty() ? "model" : allowed.substring(0, Math.min(allowed.length(), 100));
  }
}
