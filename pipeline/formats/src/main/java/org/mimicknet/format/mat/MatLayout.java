/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * What the variables of a MAT file mean. A new layout is a class that implements this and its name
 * in {@code META-INF/services}; it serves MAT files of version 5, 7 and 7.3 alike. It must
 * recognise no file of another one: what two of them claim is refused, so that their order means
 * nothing.
 */
@Internal
public interface MatLayout {
  /** The layout as messages name it. */
  String name();

  /** How personal its study, series and file names are, those of failures included. */
  Identifiers identifiers();

  /** What of the file it reads: all other variables are passed over. */
  Set<String> variables(Map<String, String> options);

  /** Whether a file with variables of these {@code names} is of this layout. */
  boolean recognises(Set<String> names, Map<String, String> options);

  /** The names of its settings in {@link ReadSettings#options}. */
  default Set<String> options() {
    return Set.of();
  }

  /**
   * Refuses values of its settings that mean nothing.
   *
   * @throws org.mimicknet.UserException if one cannot be used
   */
  default void validate(Map<String, String> options) {}

  /**
   * Reads the frames one after the other; the metadata of each hold {@link #identifiers}.
   *
   * @param path of the member, for the records
   * @throws MemberException if the file gives no frame
   */
  Iterator<FrameRecord> read(String path, MatVariables variables, ReadSettings settings)
      throws MemberException;
}
