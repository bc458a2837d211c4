/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.util.regex.Pattern;
import org.mimicknet.Internal;

/**
 * Paths as people write them, spelt as Hadoop takes them. What is before the first colon is a
 * scheme only where a slash follows: {@code gs://bucket/a}, but the folder {@code
 * 2026-03-01T10:15}.
 */
@Internal
public final class PathText {
  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  private static final Pattern COLON_FIRST = Pattern.compile("[^/]*:.*");

  private PathText() {}

  /** Whether a path says which file system it is on. */
  public static boolean hasScheme(String path) {
    return WITH_SCHEME.matcher(path).matches();
  }

  /** A path on any file system that Hadoop knows. */
  public static String ofHadoop(String path) {
    boolean isRelative = COLON_FIRST.matcher(path).matches() && !hasScheme(path);
    return isRelative ? "./" + path : path;
  }
}
