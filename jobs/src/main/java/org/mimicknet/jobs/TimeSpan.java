/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.time.Duration;
import org.apache.spark.SparkConf;

/** A time as Spark writes it: {@code 30s}, {@code 10m}; a bare number is seconds. */
final class TimeSpan extends Parsed<Duration> {
  private static final String KEY = "spark.time";
  private static final Duration MOST = Duration.ofDays(365);

  @Override
  Duration parse(String text) {
    long millis;
    try {
      boolean isBare = text.chars().allMatch(Character::isDigit);
      millis = new SparkConf(false).set(KEY, isBare ? text + "s" : text).getTimeAsMs(KEY);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not a time: write for example 30s or 10m".formatted(text), e);
    }
    if (millis <= 0) {
      throw new IllegalArgumentException("'%s' is not a positive time".formatted(text));
    }
    if (millis > MOST.toMillis()) {
      throw new IllegalArgumentException("'%s' is more than a year".formatted(text));
    }
    return Duration.ofMillis(millis);
  }
}
