/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.config.PathText;

/** A path on any file system that Hadoop knows, as Hadoop takes it. */
final class Location extends NonBlank {
  @Override
  String parse(String text) {
    return PathText.ofHadoop(super.parse(text));
  }
}
