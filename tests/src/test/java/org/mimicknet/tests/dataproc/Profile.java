/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.dataproc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Spark profiles of conf/, each a file of properties. */
enum Profile {
  LOCAL,
  STANDALONE,
  DATAPROC,
  DATAPROC_GPU,
  SERVERLESS,
  SERVERLESS_GPU;

  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  Path file() {
    return ROOT.resolve(
        "conf/%s.conf".formatted(name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  boolean isServerless() {
    return this == SERVERLESS || this == SERVERLESS_GPU;
  }

  boolean hasGpus() {
    return this == DATAPROC_GPU || this == SERVERLESS_GPU;
  }

  static List<Profile> clusters() {
    return Arrays.stream(values()).filter(profile -> profile != LOCAL).toList();
  }

  /** Key and value, in the order of the file. */
  Map<String, String> settings() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file())) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] pair = line.strip().split("\\s+", 2);
        if (settings.put(pair[0], pair[1]) != null) {
          throw new AssertionError(pair[0] + " is twice in " + file());
        }
      }
    }
    return settings;
  }
}
