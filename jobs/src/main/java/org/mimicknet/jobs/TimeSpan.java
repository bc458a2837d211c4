/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.time.Duration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as Spark writes it: {@code 30s}, {@code 10m}; a bare number is seconds. */
final class TimeSpan implements ITypeConverter<Duration> {
  private static final String KEY = "spark.time";

  @Override
  public Duration convert(String value) {
    try {
      boolean isBare = value.chars().allMatch(Character::isDigit);
      long millis = new SparkConf(false).set(KEY, isBare ? value + "s" : value).getTimeAsMs(KEY);
      if (millis <= 0) {
        throw new TypeConversionException("'%s' is not a positive time".formatted(value));
      }
      return Duration.ofMillis(millis);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is not a time: write for example 30s or 10m".formatted(value));
    }
  }
}
