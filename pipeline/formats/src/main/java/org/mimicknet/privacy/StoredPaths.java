/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Paths of members without the names in them. */
final class StoredPaths {
  /** The marks of a format, which tell nothing of a person; any other ending may. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "zip", "tar", "tgz", "gz", "bz2", "xz", "zst", "7z", "lzo", "dcm", "dicom", "ima", "mat",
          "h5", "hdf5", "uff", "nii", "hdr", "img", "raw", "yml", "csv", "txt", "pdf", "xml",
          "json", "png", "jpg", "jpeg", "avi", "mp4");

  private static final String CONTAINER = "!";

  private StoredPaths() {}

  /**
   * Each part of {@code archive.zip!/folder/member.dcm} as a pseudonym, the extensions of archives
   * and of the member as they are.
   */
  static String pseudonymous(String path, Pseudonyms pseudonyms) {
    List<String> stored = new ArrayList<>();
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean container = parts[i].endsWith(CONTAINER) && i < parts.length - 1;
      String name =
          container ? parts[i].substring(0, parts[i].length() - CONTAINER.length()) : parts[i];
      boolean file = container || i == parts.length - 1;
      stored.add(
          pseudonyms.pathPart(name) + (file ? extension(name) : "") + (container ? CONTAINER : ""));
    }
    return String.join("/", stored);
  }

  /** Nothing of a path but its extension and the number of the member in its source. */
  static String withheld(String path, long member) {
    return "withheld/%s%s".formatted(member, extension(path));
  }

  /** {@code .dcm}, {@code .tar.gz}; an empty text for an ending that is no mark of a format. */
  private static String extension(String name) {
    String rest = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String extension = "";
    while (true) {
      int dot = rest.lastIndexOf('.');
      if (dot < 0 || !EXTENSIONS.contains(rest.substring(dot + 1))) {
        return extension;
      }
      extension = rest.substring(dot) + extension;
      rest = rest.substring(0, dot);
    }
  }
}
