/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.FilePath;

/**
 * How a record meets the metadata CSVs outside of its archive. Never stored.
 *
 * @param path where its file lies, {@link FilePath#plain plain}; an empty text for no CSV at all
 * @param parts how many of the last parts of the path tell the file from all others of its archive
 * @param isMember whether it lies in an archive, so that files of other archives are not compared
 * @param study the study that no CSV can change; null if a CSV may give it
 */
@Internal
public record JoinKey(String path, int parts, boolean isMember, String study) {
  /** Meets no CSV. */
  public static final JoinKey NONE = new JoinKey("", 1, false, null);

  /** By a path whose name alone tells it, and the study in it, which counts more than any other. */
  public static JoinKey of(String path) {
    return of(path, 1, false);
  }

  /** By a path, and how many of its last parts tell it. */
  static JoinKey of(String path, int parts, boolean isMember) {
    String plain = FilePath.plain(path);
    return new JoinKey(
        plain, parts, isMember, StudyIds.timestamp(FilePath.name(plain)).orElse(null));
  }

  /** The last part of the path. */
  public String fileName() {
    return FilePath.name(path);
  }

  /** The study that no CSV can change. */
  public Optional<String> studyId() {
    return Optional.ofNullable(study);
  }

  /** This with a study that no CSV can change. */
  public JoinKey withStudy(String id) {
    return new JoinKey(path, parts, isMember, id);
  }
}
