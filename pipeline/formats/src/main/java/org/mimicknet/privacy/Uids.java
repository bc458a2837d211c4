/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DICOM UIDs in names of files and folders: they hold times and lead back to a patient. */
final class Uids {
  /**
   * Five parts at least, the first of which is 0, 1 or 2 (PS3.5 chapter 9), or a number under 2.25.
   */
  private static final Pattern UID =
      Pattern.compile("(?<![0-9])(?:[0-2](?:\\.[0-9]{1,60}){4,}|2\\.25\\.[0-9]{15,39})(?![0-9])");

  /** A version or a time is shorter; a UID of a study, series or image is not. */
  private static final int SHORTEST = 20;

  private Uids() {}

  static boolean areIn(String text) {
    Matcher uid = UID.matcher(text);
    while (uid.find()) {
      if (uid.end() - uid.start() >= SHORTEST) {
        return true;
      }
    }
    return false;
  }
}
