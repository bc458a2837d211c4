/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.time.Duration;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/**
 * A value that an operator may set, as the Spark setting {@code spark.mimicknet.NAME}. Declare each
 * as a constant; docs/CONFIGURATION.md is made of them.
 *
 * @param <T> the type of its value
 */
@Internal
public final class Tunable<T> {
  private static final String PREFIX = "spark.mimicknet.";

  private final String key;
  private final String defaultText;
  private final String description;
  private final Function<String, T> parser;

  private Tunable(String name, String defaultText, String description, Function<String, T> parser) {
    this.key = PREFIX + name;
    this.defaultText = defaultText;
    this.description = description;
    this.parser = parser;
  }

  /**
   * A number of things, at least 1.
   *
   * @param name the key behind {@code spark.mimicknet.}
   * @param description one line for docs/CONFIGURATION.md
   */
  public static Tunable<Integer> count(String name, int defaultValue, String description) {
    return new Tunable<>(
        name,
        String.valueOf(defaultValue),
        description,
        text -> {
          int value = Integer.parseInt(text.strip());
          if (value < 1) {
            throw new IllegalArgumentException("it must be at least 1");
          }
          return value;
        });
  }

  /**
   * A number of bytes, at least 1, written like those of Spark: {@code 8g}, {@code 128m}, {@code
   * 4096b}.
   */
  public static Tunable<Long> bytes(String name, String defaultValue, String description) {
    return new Tunable<>(
        name,
        defaultValue,
        description,
        text -> {
          long value = asInSpark(text).getSizeAsBytes(PREFIX);
          if (value < 1) {
            throw new IllegalArgumentException("it must be at least 1 byte");
          }
          return value;
        });
  }

  /**
   * A span of time, at least 1 ms, written like those of Spark: {@code 15min}, {@code 2s}, {@code
   * 500ms}.
   */
  public static Tunable<Duration> time(String name, String defaultValue, String description) {
    return new Tunable<>(
        name,
        defaultValue,
        description,
        text -> {
          long value = asInSpark(text).getTimeAsMs(PREFIX);
          if (value < 1) {
            throw new IllegalArgumentException("it must be at least 1 ms");
          }
          return Duration.ofMillis(value);
        });
  }

  /** A text; the default may be empty. */
  public static Tunable<String> text(String name, String defaultValue, String description) {
    return new Tunable<>(name, defaultValue, description, text -> text);
  }

  private static SparkConf asInSpark(String text) {
    return new SparkConf(false).set(PREFIX, text.strip());
  }

  /** The Spark setting. */
  public String key() {
    return key;
  }

  /** The default as it would be written. */
  public String defaultText() {
    return defaultText;
  }

  /** What it is for, in one line. */
  public String description() {
    return description;
  }

  /** The value when nobody sets it. */
  public T defaultValue() {
    return parser.apply(defaultText);
  }

  /**
   * The value of a text.
   *
   * @throws UserException if it is no such value
   */
  T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "Cannot use %s = %s: %s. The default is %s"
              .formatted(key, text, e.getMessage(), defaultText),
          e);
    }
  }
}
