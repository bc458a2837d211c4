/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of members, made safe to show. A name is never a path on disk: a leading slash, {@code .}
 * and {@code ..} are dropped, backslashes become slashes, and characters that could deceive a
 * terminal or break a table (control, format, lone surrogates) become U+FFFD.
 */
final class MemberNames {
  private static final int LONGEST = 1024;

  private MemberNames() {}

  static String display(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : safe(name).replace('\\', '/').split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
        parts.add(part);
      }
    }
    String joined = String.join("/", parts);
    if (joined.isEmpty()) {
      return "unnamed";
    }
    return joined.length() <= LONGEST ? joined : joined.substring(joined.length() - LONGEST);
  }

  /**
   * Files that operating systems leave behind: anything in {@code __MACOSX}, AppleDouble files
   * ({@code ._name}), {@code .DS_Store}, {@code Thumbs.db}, {@code desktop.ini}. They are skipped
   * without a row.
   */
  static boolean isJunk(String displayed) {
    if (displayed.startsWith("__MACOSX/") || displayed.contains("/__MACOSX/")) {
      return true;
    }
    String file = fileName(displayed);
    return file.startsWith("._")
        || file.equals(".DS_Store")
        || file.equalsIgnoreCase("Thumbs.db")
        || file.equalsIgnoreCase("desktop.ini");
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String safe(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean deceives =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              out.appendCodePoint(deceives ? 0xFFFD : c);
            });
    return out.toString();
  }
}
