/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.model.Sha256;

/**
 * A CSV file that the user names.
 *
 * @param location its full path, which stays out of the tables
 * @param name its name without folders
 * @param sourceId SHA-256 (hex) of path, size and modification time
 */
record CsvFile(String location, String name, String sourceId) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * @throws IllegalArgumentException if there is no such file, or one of the columns is not there
   */
  static CsvFile of(SparkSession spark, String path, List<String> requiredColumns) {
    Configuration conf = HadoopSettings.of(spark);
    Path hadoopPath = new Path(path);
    try {
      FileStatus status = hadoopPath.getFileSystem(conf).getFileStatus(hadoopPath);
      String identity =
          status.getPath() + "\n" + status.getLen() + "\n" + status.getModificationTime();
      CsvFile file =
          new CsvFile(
              status.getPath().toString(),
              hadoopPath.getName(),
              Sha256.of(identity.getBytes(StandardCharsets.UTF_8)));
      file.requireColumns(conf, requiredColumns);
      return file;
    } catch (IOException e) {
      throw new UserException("Cannot read the CSV file " + path + ": " + e, e);
    }
  }

  /**
   * The rows of files, one task per file, which streams it: {@link CsvRows#SCHEMA}.
   *
   * @param columns the columns to keep, by their names in the header
   */
  static Dataset<Row> rows(SparkSession spark, List<CsvFile> files, Set<String> columns) {
    SerializableConfiguration conf = new SerializableConfiguration(HadoopSettings.of(spark));
    FlatMapFunction<Long, Row> read =
        index -> files.get(index.intValue()).read(conf.value(), columns);
    return spark
        .range(0, files.size(), 1, Math.max(1, files.size()))
        .flatMap(read, Encoders.row(CsvRows.SCHEMA));
  }

  private Iterator<Row> read(Configuration conf, Set<String> columns) throws IOException {
    BufferedReader reader = open(conf);
    CsvRows rows = new CsvRows(this, reader.readLine(), columns);
    Stream<Row> stream = reader.lines().map(rows::row).onClose(() -> close(reader));
    TaskCompletionListener close = context -> stream.close();
    TaskContext.get().addTaskCompletionListener(close);
    return stream.iterator();
  }

  private void requireColumns(Configuration conf, List<String> columns) throws IOException {
    try (BufferedReader reader = open(conf)) {
      String header = reader.readLine();
      List<String> present = Arrays.asList(CsvRows.header(header == null ? "" : header));
      List<String> absent = columns.stream().filter(name -> !present.contains(name)).toList();
      if (!absent.isEmpty()) {
        throw new UserException(
            "Cannot read the CSV file %s: its header lacks %s"
                .formatted(name, String.join(", ", absent)));
      }
    }
  }

  private BufferedReader open(Configuration conf) throws IOException {
    Path path = new Path(location);
    return new BufferedReader(
        new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8));
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
