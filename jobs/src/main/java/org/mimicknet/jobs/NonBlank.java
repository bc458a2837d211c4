/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A text: an empty one is a mistake, for example a variable of a script that is not set. */
class NonBlank extends Parsed<String> {
  @Override
  String parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("'%s' is blank".formatted(text));
    }
    return text;
  }
}
