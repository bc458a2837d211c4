/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mimicknet.Internal;

/**
 * How all CSV files are read: double quotes around fields, a header, no line without fields. Errors
 * of the parser quote nothing of the file.
 */
@Internal
public final class Csv {
  private static final int LONGEST_FIELD = 1 << 16;
  private static final int MOST_COLUMNS = 1024;

  private Csv() {}

  /** A parser for a whole stream, or for single lines, with commas between fields. */
  public static CsvParser parser() {
    return parser(',');
  }

  /** The same with another character between fields. */
  static CsvParser parser(char delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxCharsPerColumn(LONGEST_FIELD);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setSkipEmptyLines(true);
    settings.setReadInputOnSeparateThread(false);
    settings.setErrorContentLength(0);
    settings.setAutoClosingEnabled(false);
    return new CsvParser(settings);
  }

  /**
   * The columns of a header: stripped, in lower case, without a byte order mark.
   *
   * @param fields the fields of the first row; null for an empty file
   */
  public static List<String> columns(String[] fields) {
    return fields == null ? List.of() : Arrays.stream(fields).map(Csv::column).toList();
  }

  private static String column(String field) {
    return field == null ? "" : field.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
  }
}
