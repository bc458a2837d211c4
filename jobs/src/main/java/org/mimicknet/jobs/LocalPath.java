/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.nio.file.Path;

/** A path on the disk of this machine. */
final class LocalPath extends Parsed<Path> {
  @Override
  Path parse(String text) {
    return Path.of(new NonBlank().parse(text));
  }
}
