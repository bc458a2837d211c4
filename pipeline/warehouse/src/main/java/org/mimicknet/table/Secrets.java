/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Secrets among the options of a run. An option that is named like one is masked as a whole; of
 * other values, what a URI says before its host, and what stands behind a name like {@code token=}.
 */
final class Secrets {
  private static final String MASK = "***";

  private static final String NAME =
      "(?:password|passwd|passphrase|secret|token|credential|signature|key)";
  private static final Pattern SECRET_NAME = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);

  /**
   * User and password before the host, where the password may hold a slash, as keys of S3 do.
   * Digits and a slash behind the colon are a port, but not in a URI of S3, which has none.
   */
  private static final Pattern USER_AND_PASSWORD =
      Pattern.compile(
          "(?<=://)[^\\s/@:]*:"
              + "(?:(?<=\\bs3[an]?://[^\\s/@:]{0,200}:)|(?!\\d+(?:/|$)))"
              + "(?:[^\\s/]*@|[^\\s@]*@)");

  /** A user alone may be a token. In the URIs of Azure it is the name of a container. */
  private static final Pattern USER =
      Pattern.compile("(?<=://)(?<!\\b(?:abfss?|wasbs?)://)[^\\s/@:]+@");

  /** {@code name=value}, in the query of a URI, a connection string or a map. */
  private static final Pattern NAMED_VALUE =
      Pattern.compile(
          "((?:^|[?&;,{\\[\\s])(?:[\\w.%-]*"
              + NAME
              + "[\\w.%-]*|sig|sas|pwd|auth)=)"
              + "[^&;\\s]+?(?=[&;\\s]|[,\\]}]*(?:\\s|$))",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** The options by their names, without what must not be kept. */
  static Map<String, String> masked(Map<String, String> configuration) {
    Map<String, String> masked = new TreeMap<>();
    configuration.forEach(
        (name, value) -> masked.put(name, SECRET_NAME.matcher(name).find() ? MASK : masked(value)));
    return masked;
  }

  private static String masked(String value) {
    String text = USER_AND_PASSWORD.matcher(value).replaceAll(MASK + "@");
    text = USER.matcher(text).replaceAll(MASK + "@");
    return NAMED_VALUE.matcher(text).replaceAll("$1" + MASK);
  }
}
