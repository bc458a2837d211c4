/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.univocity.parsers.common.TextParsingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the header of a metadata CSV stands, and what separates its columns. Before it there may be
 * blank lines, comments ({@code #}) and the line {@code sep=;} by which spreadsheets name the
 * separator; a comment may be the header itself, as NumPy writes it.
 *
 * @param start characters before the header
 * @param line of the header, from 1
 * @param delimiter a comma, semicolon, tab or bar
 */
record CsvHead(int start, int line, char delimiter) {
  private static final String DELIMITERS = ",;\t|";
  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\r|\n|$)");
  private static final Pattern SEPARATOR =
      Pattern.compile("\"?sep=(.)\"?[,;\\s]*", Pattern.CASE_INSENSITIVE);

  /**
   * Finds it in the first characters of a file.
   *
   * @return empty if its columns have no {@code filename}
   */
  static Optional<CsvHead> of(String text) {
    CsvHead inComment = null;
    String named = "";
    Matcher lines = LINE.matcher(text);
    for (int number = 1; lines.find() && lines.start() < text.length(); number++) {
      String line = lines.group(1);
      Matcher separator = SEPARATOR.matcher(line);
      if (separator.matches()) {
        named = separator.group(1);
      } else if (line.startsWith("#")) {
        CsvHead found = of(line.substring(1), named, lines.start() + 1, number);
        inComment = found == null ? inComment : found;
      } else if (!line.isBlank()) {
        CsvHead found = of(line, named, lines.start(), number);
        return Optional.ofNullable(found == null ? inComment : found);
      }
    }
    return Optional.ofNullable(inComment);
  }

  /** By the separator that is named; else, of several that would do, the one of most columns. */
  private static CsvHead of(String line, String named, int start, int number) {
    int most = 0;
    CsvHead head = null;
    for (char delimiter : (named + DELIMITERS).toCharArray()) {
      List<String> columns = columns(line, delimiter);
      if (columns.contains(MetadataColumns.FILE_NAME) && columns.size() > most) {
        most = named.indexOf(delimiter) < 0 ? columns.size() : Integer.MAX_VALUE;
        head = new CsvHead(start, number, delimiter);
      }
    }
    return head;
  }

  private static List<String> columns(String line, char delimiter) {
    try {
      return Csv.columns(Csv.parser(delimiter).parseLine(line));
    } catch (TextParsingException tooManyColumns) {
      return List.of();
    }
  }
}
