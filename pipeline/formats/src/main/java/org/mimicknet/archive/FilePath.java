/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.mimicknet.Internal;

/**
 * Paths of files as people write them into tables, to be compared: folders, archives and the file,
 * with a slash between two of them. A compressed file and the file in it are one, under the name
 * that the latter has.
 */
@Internal
public final class FilePath {
  private FilePath() {}

  /**
   * A path to compare: {@code folder/archive.zip/folder/frame.mat} of {@code
   * ./folder/archive.zip!/folder\\frame.mat.gz}. Letters with accents are one character each.
   *
   * @return an empty text if it names no file
   */
  public static String plain(String path) {
    Deque<String> parts = new ArrayDeque<>();
    String[] given =
        Normalizer.normalize(path, Normalizer.Form.NFC).replace('\\', '/').split("/", -1);
    for (String part : given) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        continue;
      }
      String before = parts.peekLast();
      if (before != null && before.endsWith("!")) {
        parts.removeLast();
        String archive = before.substring(0, before.length() - 1);
        if (!unpacked(archive).equals(part)) {
          parts.addLast(archive);
        }
      }
      parts.addLast(part);
    }
    if (parts.isEmpty()) {
      return "";
    }
    parts.addLast(unpacked(parts.removeLast()));
    return String.join("/", parts);
  }

  /** The last part. */
  public static String name(String plain) {
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  /** All parts but the last; an empty text where there is none. */
  public static String folder(String plain) {
    return plain.substring(0, Math.max(0, plain.lastIndexOf('/')));
  }

  /** How many parts it has. */
  public static int parts(String plain) {
    return 1 + (int) plain.chars().filter(c -> c == '/').count();
  }

  /** The parts from the last to the first, each with a slash behind it. */
  public static String reversed(String plain) {
    List<String> parts = Arrays.asList(plain.split("/"));
    Collections.reverse(parts);
    return String.join("/", parts) + "/";
  }

  private static String unpacked(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(Codec.values())
        .map(Codec::suffix)
        .filter(suffix -> lower.endsWith(suffix) && lower.length() > suffix.length())
        .findFirst()
        .map(suffix -> name.substring(0, name.length() - suffix.length()))
        .orElse(name);
  }
}
