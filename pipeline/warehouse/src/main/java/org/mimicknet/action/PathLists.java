/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Storages;

/**
 * The paths that files name, one a line, as entries of a listing. The driver looks at the size of a
 * file only: its lines are read by tasks, a range of bytes by each.
 */
final class PathLists {
  private static final long FEWEST_BYTES = 64L << 10;
  private static final long MOST_BYTES = 4L << 20;
  private static final int RANGES_PER_SLOT = 4;

  private PathLists() {}

  /** The lines that begin within a range of bytes of a file. */
  record Range(String file, int number, long from, long to) implements Serializable {}

  /**
   * The entries of all lists of what is given.
   *
   * @throws UserException if there is no such file
   * @throws StorageFailedException if the storage does not tell
   */
  static Dataset<Row> entries(
      SparkSession spark, Shared<SerializableConfiguration> hadoop, GivenPaths given) {
    Configuration conf = HadoopSettings.of(spark);
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < given.lists().size(); i++) {
      ranges.addAll(ranges(given.lists().get(i), given.firstList() + i, conf, Slots.of(spark)));
    }
    Shared<List<Range>> shared = Shared.of(spark, ranges);
    String workingFolder = workingFolder(conf);
    return spark
        .range(0, ranges.size(), 1, Math.max(1, ranges.size()))
        .flatMap(
            (Long range) ->
                new ListLines(
                    shared.value().get(range.intValue()), workingFolder, hadoop.value().value()),
            ListedEntry.encoder());
  }

  private static List<Range> ranges(String list, int number, Configuration conf, Slots slots) {
    FileStatus file = status(list, conf);
    long bytes = file.getLen();
    long wanted = bytes / ((long) RANGES_PER_SLOT * slots.expected());
    long each = Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, wanted));
    List<Range> ranges = new ArrayList<>();
    for (long from = 0; from < bytes; from += each) {
      ranges.add(new Range(file.getPath().toString(), number, from, Math.min(bytes, from + each)));
    }
    return ranges;
  }

  private static FileStatus status(String list, Configuration conf) {
    String what = "the list of inputs " + list;
    try {
      Path path = new Path(list);
      FileStatus file = Storages.open("Cannot read " + what, path, conf).getFileStatus(path);
      if (file.isDirectory()) {
        throw new UserException(
            ("Cannot read %s: it is a folder; give a text file with a path in each line, or name the"
                    + " folder by --input")
                .formatted(what));
      }
      return file;
    } catch (FileNotFoundException e) {
      throw new UserException("Cannot read %s: there is no such file".formatted(what), e);
    } catch (IOException | IllegalArgumentException e) {
      throw SourceListing.unreachable(what, e);
    }
  }

  /** Where relative paths begin, for tasks run elsewhere. */
  private static String workingFolder(Configuration conf) {
    try {
      FileSystem files = FileSystem.get(conf);
      return files.makeQualified(files.getWorkingDirectory()).toString();
    } catch (IOException e) {
      throw new StorageFailedException(
          "Cannot find the working folder: %s. Run again when the storage is well"
              .formatted(e.getMessage()),
          e);
    }
  }
}
