/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a run leaves that ended while it made a table: a log without a commit. To {@code CREATE
 * TABLE IF NOT EXISTS} a folder with anything in it is a table, to a reader this one is none.
 */
final class UnfinishedTable {
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\..*");

  private UnfinishedTable() {}

  /**
   * Removes it. Commits stay, those of another run included that makes the table now: no folder is
   * removed with anything in it.
   *
   * @param location of a table that has no commits
   */
  static void clear(Configuration conf, String location) {
    Path log = new Path(location, "_delta_log");
    try {
      FileSystem files = log.getFileSystem(conf);
      for (FileStatus left : files.listStatus(log)) {
        if (left.isDirectory() || !COMMIT.matcher(left.getPath().getName()).matches()) {
          remove(files, left.getPath());
        }
      }
      remove(files, log);
    } catch (FileNotFoundException nothingLeft) {
      // The rule.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clear the unfinished table " + location, e);
    }
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
