/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a Clarius capture by its name: {@code carotid_iq.raw.lzo}, {@code carotid_iq.yml},
 * {@code carotid_env.raw.lzo}, {@code carotid_env.yml} and others beside them, which the scanner
 * writes into {@code carotid_raw.tar}.
 *
 * @param capture the name of the capture with its folder, {@code day/carotid_raw}
 * @param role what the file is in it, {@code iq.raw}
 */
record CaptureFile(String capture, String role) {
  private static final Pattern NAME =
      Pattern.compile("(.+)_((?:iq|rf|env)\\.(?:raw|yml|tgc|tgc\\.yml)|imu\\.yml)(?:\\.lzo)?");

  /** The roles whose bytes make frames; of the others it is enough to know that they are there. */
  static final Set<String> NEEDED = Set.of("iq.raw", "iq.yml", "env.raw", "env.yml");

  static Optional<CaptureFile> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new CaptureFile(matcher.group(1) + "_raw", matcher.group(2)))
        : Optional.empty();
  }

  boolean isNeeded() {
    return NEEDED.contains(role);
  }
}
