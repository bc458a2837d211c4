/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a run leaves that ended while it made a table: a log without a commit. To {@code CREATE
 * TABLE IF NOT EXISTS} a folder with anything in it is a table, to a reader this one is none.
 */
final class UnfinishedTable {
  /** A run that makes the table now moves on meanwhile: it writes one small file. */
  private static final Duration STANDSTILL = Duration.ofSeconds(5);

  private UnfinishedTable() {}

  /** Removes what lies in the log of a table without commits, if anything does. */
  static void clear(Configuration conf, String location) {
    clear(conf, location, () -> Pause.ofMillis(STANDSTILL.toMillis()));
  }

  /**
   * The same, where another run is known by a change of the log during a pause. Commits stay, and
   * no folder is removed with anything in it.
   */
  static void clear(Configuration conf, String location, Runnable pause) {
    Path log = new Path(location, "_delta_log");
    try {
      FileSystem files = log.getFileSystem(conf);
      Map<Path, List<Long>> left = left(files, log);
      pause.run();
      if (!left.equals(left(files, log)) || LogListing.newest(conf, location).isPresent()) {
        return; // Another run makes the table.
      }
      for (Path path : left.keySet()) {
        remove(files, path);
      }
      remove(files, log);
    } catch (FileNotFoundException nothingLeft) {
      // The rule.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clear the unfinished table " + location, e);
    }
  }

  /** Each file and folder in the log but commits, with what tells of a change. */
  private static Map<Path, List<Long>> left(FileSystem files, Path log) throws IOException {
    return Stream.of(files.listStatus(log))
        .filter(found -> !LogListing.isOfAVersion(found.getPath()))
        .collect(
            Collectors.toMap(
                FileStatus::getPath,
                found -> List.of(found.getLen(), found.getModificationTime())));
  }

  private static void remove(FileSystem files, Path path) throws IOException {
    try {
      files.delete(path, false);
    } catch (IOException e) {
      // Another run works in that folder: then it makes the table.
      if (files.exists(path) && files.listStatus(path).length == 0) {
        throw e;
      }
    }
  }
}
