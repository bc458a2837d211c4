/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import org.mimicknet.Internal;

/**
 * How a record meets the metadata CSVs outside of its archive. Never stored.
 *
 * @param fileName what CSVs call the file; an empty text for no CSV at all
 * @param study the study that no CSV can change; null if a CSV may give it
 */
@Internal
public record JoinKey(String fileName, String study) {
  /** Meets no CSV. */
  public static final JoinKey NONE = new JoinKey("", null);

  /** By the last part of a path, and the study in it, which counts more than any other. */
  static JoinKey of(String path) {
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    return new JoinKey(fileName, StudyIds.timestamp(fileName).orElse(null));
  }

  /** The study that no CSV can change. */
  public Optional<String> studyId() {
    return Optional.ofNullable(study);
  }
}
