/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * A path with the wildcards of Hadoop ({@code * ? [abc] [^a-c] {a,b}}, and a backslash before one
 * that is meant itself), as folder and what is to be found below it: so a listing goes down by one
 * name at a time, and each folder is listed by a task.
 *
 * @param folder the start of the path, up to the first name with a wildcard
 * @param rest the names below it, with a slash between two of them
 */
record PathPattern(String folder, String rest) {
  /** Whether a path may be meant as a pattern. */
  static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
  }

  /**
   * The patterns that a path stands for: several where braces hold slashes.
   *
   * @param path absolute, with its scheme
   * @throws IOException if it is no pattern; the message says why
   */
  static List<PathPattern> of(Path path) throws IOException {
    List<PathPattern> patterns = new ArrayList<>();
    for (String expanded : GlobExpander.expand(path.toUri().getPath())) {
      List<String> fixed = new ArrayList<>();
      List<String> names = new ArrayList<>(List.of(expanded.substring(1).split("/")));
      while (names.size() > 1 && !new GlobFilter(names.get(0)).hasPattern()) {
        fixed.add(literal(names.remove(0)));
      }
      for (String name : names) {
        new GlobFilter(name);
      }
      Path folder =
          new Path(
              path.toUri().getScheme(), path.toUri().getAuthority(), "/" + String.join("/", fixed));
      patterns.add(new PathPattern(folder.toString(), String.join("/", names)));
    }
    return patterns;
  }

  /** The first name of a rest. */
  static String first(String rest) {
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  /** What is below the first name; null where that is the last. */
  static String below(String rest) {
    int slash = rest.indexOf('/');
    return slash < 0 ? null : rest.substring(slash + 1);
  }

  /** A name without wildcards as the file has it. */
  static String literal(String name) {
    return name.replaceAll("\\\\(.)", "$1");
  }
}
