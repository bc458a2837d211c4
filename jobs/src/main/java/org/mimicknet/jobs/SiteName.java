/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.nio.charset.StandardCharsets;

/** The name of a site, which also names folders of the tables. */
final class SiteName extends NonBlank {
  /** With each of them escaped to three, a file system still takes the name of the folder. */
  private static final int MOST_BYTES = 80;

  @Override
  String parse(String text) {
    String name = super.parse(text);
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "the name of a site has at most %s bytes, this one %s".formatted(MOST_BYTES, bytes));
    }
    return name;
  }
}
