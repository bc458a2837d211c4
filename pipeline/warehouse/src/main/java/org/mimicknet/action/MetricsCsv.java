/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.UserException;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.Csv;
import org.mimicknet.spark.ScalaCollections;

/**
 * The rows ({@link #TYPE}) of a CSV of published metrics. It is read line by line, so that an
 * unbalanced quote costs its own row only and every problem has a line number. Only the published
 * columns are kept: what else the file says never leaves this class.
 */
final class MetricsCsv extends LookAhead<Row> implements Closeable {
  static final StructType TYPE =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("source_id", DataTypes.StringType)
          .add("line", DataTypes.LongType)
          .add("fields", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("problem", DataTypes.StringType);

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final PendingSource file;
  private final List<String> published;
  private final BufferedReader reader;
  private final CsvParser parser = Csv.parser();
  private final List<String> header;
  private long line = 1;

  /**
   * Opens a file.
   *
   * @param published the columns to keep, all of which must be there
   * @throws UserException if it cannot be opened, or lacks one of the columns
   */
  MetricsCsv(PendingSource file, Configuration conf, List<String> published) {
    this.file = file;
    this.published = published;
    try {
      Path path = new Path(file.source().uri());
      reader =
          new BufferedReader(
              new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8));
      String first = reader.readLine();
      header =
          Csv.columns(first == null ? null : parser.parseLine(first.replace(BYTE_ORDER_MARK, "")));
    } catch (IOException e) {
      throw new UserException("Cannot read the CSV file %s: %s".formatted(name(), e), e);
    }
    List<String> absent = published.stream().filter(column -> !header.contains(column)).toList();
    if (!absent.isEmpty()) {
      close();
      throw new UserException(
          "Cannot read the CSV file %s: its header lacks %s"
              .formatted(name(), String.join(", ", absent)));
    }
  }

  /** The rows of several files, each of which a task streams. */
  static Dataset<Row> rows(
      SparkSession spark,
      List<PendingSource> files,
      List<String> published,
      Shared<SerializableConfiguration> hadoop) {
    files.forEach(file -> new MetricsCsv(file, hadoop.value().value(), published).close());
    FlatMapFunction<Long, Row> read =
        index -> {
          MetricsCsv csv =
              new MetricsCsv(files.get(index.intValue()), hadoop.value().value(), published);
          TaskCompletionListener close = context -> csv.close();
          TaskContext.get().addTaskCompletionListener(close);
          return csv;
        };
    return spark.range(0, files.size(), 1, files.size()).flatMap(read, Encoders.row(TYPE));
  }

  @Override
  protected Row advance() {
    try {
      String text = reader.readLine();
      return text == null ? null : row(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the CSV file " + name(), e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the CSV file " + name(), e);
    }
  }

  /**
   * A field that is blank or not there is not in {@code fields}; a row that is too short was cut
   * off, so that its last field is not trusted either.
   */
  private Row row(String text) {
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
    boolean cut = values.length < header.size();
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < Math.min(values.length - (cut ? 1 : 0), header.size()); i++) {
      if (values[i] != null && !values[i].isBlank() && published.contains(header.get(i))) {
        fields.put(header.get(i), values[i].trim());
      }
    }
    return row(
        fields,
        cut ? "the row is cut off: %s of %s fields".formatted(values.length, header.size()) : null);
  }

  private Row row(Map<String, String> fields, String problem) {
    return RowFactory.create(name(), file.id(), line, ScalaCollections.asScala(fields), problem);
  }

  private String name() {
    return file.source().path();
  }
}
