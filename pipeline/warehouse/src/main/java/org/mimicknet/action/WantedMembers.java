/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.PrivacyStep;

/**
 * The members of one source that a replay reads again, by their paths in the table {@code frames}.
 *
 * @param statuses the quarantined members, each with its reason. An archive that could not be
 *     opened or read to its end is one of them: then all below it that have no row are wanted
 * @param present the rows ({@code path#frame}) at or below these paths that stay as they are
 * @param others whether all members without a row are wanted: needed if the table withholds the
 *     path of one, for it then holds no name to find the member by
 */
record WantedMembers(Map<String, String> statuses, Set<String> present, boolean others)
    implements Serializable {
  /** The start of a path that the table withholds: what follows is a number, not a name. */
  static final String WITHHELD = "withheld/";

  private static final String INTO = "!/";

  /** The same members; a row that stays counts under its own path and under its pseudonym. */
  WantedMembers asStoredBy(PrivacyStep privacy) {
    Set<String> both = new HashSet<>(present);
    for (String row : present) {
      int frame = row.lastIndexOf('#');
      both.add(
          privacy.path(row.substring(0, frame), Identifiers.UNKNOWN, 0) + row.substring(frame));
    }
    return new WantedMembers(statuses, both, others);
  }

  static boolean isWithheld(String path) {
    return path.startsWith(WITHHELD);
  }

  /** Whether a member is to be decoded. */
  boolean wants(String path) {
    return isChosen(path)
        || isWithheld(path)
        || (!isPresent(path + "#0")
            && (others || containers(path).stream().anyMatch(statuses::containsKey)));
  }

  boolean isChosen(String path) {
    return statuses.containsKey(path);
  }

  /** Whether the table has the row already and keeps it. */
  boolean isPresent(String sourcePath) {
    return present.contains(sourcePath);
  }

  /** Whether {@code path} is an archive that quarantined members lie in. */
  boolean holdsChosen(String path) {
    return statuses.keySet().stream().anyMatch(chosen -> chosen.startsWith(path + INTO));
  }

  /** The archives that a member lies in: of {@code a.zip!/b.tar!/c} a.zip and a.zip!/b.tar. */
  static List<String> containers(String path) {
    List<String> containers = new ArrayList<>();
    for (int at = path.indexOf(INTO); at >= 0; at = path.indexOf(INTO, at + 1)) {
      containers.add(path.substring(0, at));
    }
    return containers;
  }
}
