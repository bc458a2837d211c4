/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which study a file belongs to in the MimickNet layout (docs/SCIENCE.md section 1): the run of
 * exactly 14 digits in its name. It looks like a time and is none: {@code 20181005514526} has hour
 * 51.
 */
final class StudyIds {
  private static final Pattern TIMESTAMP = Pattern.compile("(?<!\\d)\\d{14}(?!\\d)");

  private StudyIds() {}

  static Optional<String> timestamp(String fileName) {
    Matcher matcher = TIMESTAMP.matcher(fileName);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** The timestamp, else the name without its extension. */
  static String of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return timestamp(fileName).orElse(dot > 0 ? fileName.substring(0, dot) : fileName);
  }
}
