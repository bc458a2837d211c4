/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.documents;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document in Markdown.
 *
 * @param path where it lies
 * @param text all of it
 */
record Page(Path path, String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}.*$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern CALL = Pattern.compile("(?m)^ *\\./mimicknet (.*)$");

  static Page read(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The headings, without their marks. */
  List<String> headings() {
    return HEADING.matcher(withoutBlocks()).results().map(heading -> heading.group(1)).toList();
  }

  /** The anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new LinkedHashSet<>();
    for (String heading : headings()) {
      String anchor =
          heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** The targets of the links to files and headings of this project. */
  List<String> links() {
    return LINK.matcher(INLINE_CODE.matcher(withoutBlocks()).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://"))
        .toList();
  }

  /** Every option of a command line that the text names. */
  Set<String> options() {
    return options(text);
  }

  static Set<String> options(String text) {
    return new LinkedHashSet<>(OPTION.matcher(text).results().map(MatchResult::group).toList());
  }

  /** What follows {@code ./mimicknet} in the examples, one line each. */
  List<String> calls() {
    String blocks =
        Stream.of(FENCED, INDENTED)
            .flatMap(block -> block.matcher(text).results())
            .map(MatchResult::group)
            .collect(joining("\n"));
    return CALL.matcher(blocks.replaceAll("\\\\\n *", ""))
        .results()
        .map(call -> call.group(1))
        .toList();
  }

  private String withoutBlocks() {
    return INDENTED.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
  }
}
