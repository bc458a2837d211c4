/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.nio.file.Path;
import org.mimicknet.config.PathText;

/**
 * A path on the disk of this machine: of what a command makes there, or measures. All other paths
 * are a {@link Location} or a {@link StoredFile}.
 */
final class LocalPath extends Parsed<Path> {
  @Override
  Path parse(String text) {
    String path = new NonBlank().parse(text);
    if (PathText.hasScheme(path)) {
      throw new IllegalArgumentException(
          "Cannot use %s here: this is a path on the disk of this machine".formatted(path));
    }
    return Path.of(path);
  }
}
