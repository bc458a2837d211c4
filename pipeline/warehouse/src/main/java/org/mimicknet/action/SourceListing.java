/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.sha2;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.archive.Source;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.HadoopSettings;

/**
 * The files below the inputs, listed by tasks: first the entries of each input, then each of its
 * folders on its own. The driver holds only the inputs; a listing costs one storage request per
 * thousand files or so.
 */
final class SourceListing implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final StructType ENTRY =
      new StructType()
          .add("uri", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("bytes", DataTypes.LongType)
          .add("modified_ms", DataTypes.LongType)
          .add("folder", DataTypes.BooleanType);

  private final Shared<SerializableConfiguration> hadoop;

  private SourceListing(Shared<SerializableConfiguration> hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * The files below the inputs: {@code source_id, uri, path, bytes}, each once.
   *
   * @throws UserException if an input does not exist
   */
  static Dataset<Row> of(
      SparkSession spark, Shared<SerializableConfiguration> hadoop, List<String> inputs) {
    SourceListing listing = new SourceListing(hadoop);
    List<String> roots = inputs.stream().map(input -> root(spark, input)).toList();
    Dataset<Row> entries =
        spark
            .createDataset(roots, Encoders.STRING())
            .flatMap(
                (String root) -> listing.entries(new Path(root)).iterator(), Encoders.row(ENTRY));
    Dataset<Row> files =
        entries
            .repartition(Slots.of(spark).expected())
            .flatMap((Row entry) -> listing.files(entry), Encoders.row(ENTRY))
            .filter((Row file) -> !source(file).isJunk());
    return files
        .select(
            sha2(concat_ws("\n", col("uri"), col("bytes"), col("modified_ms")), 256)
                .as("source_id"),
            col("uri"),
            col("path"),
            col("bytes"))
        .dropDuplicates("source_id");
  }

  /** The files of a listing that the driver can hold. */
  static List<PendingSource> sources(Dataset<Row> listing) {
    return listing.select("source_id", "uri", "bytes", "path").collectAsList().stream()
        .map(
            file ->
                new PendingSource(
                    file.getString(0),
                    new Source(file.getString(1), file.getLong(2), file.getString(3))))
        .toList();
  }

  /** The full path of an input. */
  static String root(SparkSession spark, String input) {
    try {
      Path path = new Path(input);
      FileSystem fs = path.getFileSystem(HadoopSettings.of(spark));
      return fs.getFileStatus(fs.makeQualified(path)).getPath().toString();
    } catch (FileNotFoundException e) {
      throw new UserException(
          "Cannot read %s: there is no such file or folder".formatted(input), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("Cannot read %s: %s".formatted(input, e.getMessage()), e);
    }
  }

  private List<Row> entries(Path root) throws IOException {
    FileSystem fs = root.getFileSystem(configuration());
    List<Row> entries = new ArrayList<>();
    if (fs.getFileStatus(root).isFile()) {
      entries.add(entry(root.getParent(), fs.getFileStatus(root)));
      return entries;
    }
    RemoteIterator<FileStatus> children = fs.listStatusIterator(root);
    while (children.hasNext()) {
      entries.add(entry(root, children.next()));
    }
    return entries;
  }

  private Iterator<Row> files(Row entry) throws IOException {
    if (!entry.getBoolean(4)) {
      return List.of(entry).iterator();
    }
    Path folder = new Path(entry.getString(0));
    Path root = folder.getParent();
    RemoteIterator<LocatedFileStatus> files =
        folder.getFileSystem(configuration()).listFiles(folder, true);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return files.hasNext();
        } catch (IOException e) {
          throw cannotList(folder, e);
        }
      }

      @Override
      public Row next() {
        try {
          return entry(root, files.next());
        } catch (IOException e) {
          throw cannotList(folder, e);
        }
      }
    };
  }

  private static UncheckedIOException cannotList(Path folder, IOException cause) {
    return new UncheckedIOException("Cannot list the folder " + folder, cause);
  }

  private static Source source(Row file) {
    return new Source(file.getString(0), file.getLong(2), file.getString(1));
  }

  private static Row entry(Path root, FileStatus file) {
    return RowFactory.create(
        file.getPath().toString(),
        root.toUri().relativize(file.getPath().toUri()).getPath(),
        file.getLen(),
        file.getModificationTime(),
        file.isDirectory());
  }

  private Configuration configuration() {
    return hadoop.value().value();
  }
}
