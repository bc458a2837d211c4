/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Reads the lines of one CSV file one by one, so that an unbalanced quote costs its own row only
 * and every problem has a line number. Only the wanted columns are kept: what else the file says
 * never leaves this class.
 */
final class CsvRows {
  static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("source_id", DataTypes.StringType)
          .add("line", DataTypes.LongType)
          .add("fields", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("problem", DataTypes.StringType);

  private static final int LONGEST_FIELD = 1 << 16;

  private final CsvFile file;
  private final Set<String> wanted;
  private final CsvParser parser = parser();
  private final String[] header;
  private long line = 1;

  /**
   * @param headerLine the first line of the file
   * @param wanted the columns to keep
   */
  CsvRows(CsvFile file, String headerLine, Set<String> wanted) {
    this.file = file;
    this.wanted = wanted;
    this.header = header(headerLine);
  }

  /** The names of a header line: trimmed, lower case, without a byte order mark. */
  static String[] header(String headerLine) {
    String[] names = parser().parseLine(headerLine.replace("\uFEFF", ""));
    String[] header = new String[names == null ? 0 : names.length];
    for (int i = 0; i < header.length; i++) {
      header[i] = names[i] == null ? "" : names[i].trim().toLowerCase(Locale.ROOT);
    }
    return header;
  }

  /**
   * One row of {@link #SCHEMA}. A field that is blank or not there is not in {@code fields}; a row
   * that is too short was cut off, so that its last field is not trusted either.
   */
  Row row(String text) {
    line++;
    String[] values;
    try {
      values = parser.parseLine(text);
    } catch (TextParsingException e) {
      return row(Map.of(), "the line is no CSV");
    }
    if (values == null) {
      return row(Map.of(), "the line is empty");
    }
    boolean cut = values.length < header.length;
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < Math.min(values.length - (cut ? 1 : 0), header.length); i++) {
      if (values[i] != null && !values[i].isBlank() && wanted.contains(header[i])) {
        fields.put(header[i], values[i].trim());
      }
    }
    String problem =
        cut ? "the row is cut off: %d of %d fields".formatted(values.length, header.length) : null;
    return row(fields, problem);
  }

  private Row row(Map<String, String> fields, String problem) {
    return RowFactory.create(
        file.name(), file.sourceId(), line, JavaConverters.mapAsScalaMap(fields), problem);
  }

  private static CsvParser parser() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxCharsPerColumn(LONGEST_FIELD);
    settings.setErrorContentLength(0);
    return new CsvParser(settings);
  }
}
