/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What the names of the files in the log of a Delta table tell: one listing, and no file is read.
 */
final class LogListing {
  private static final Pattern VERSION = Pattern.compile("(\\d{20})\\.(json|checkpoint\\..*)");

  private LogListing() {}

  /** Whether a file in a log is of a version of the table. */
  static boolean isOfAVersion(Path file) {
    return VERSION.matcher(file.getName()).matches();
  }

  /**
   * The newest version of the table in a folder; empty if there is none.
   *
   * @param location folder of the table, with its scheme
   */
  static OptionalLong newestVersion(Configuration hadoop, String location) {
    Path log = new Path(location, "_delta_log");
    long newest = -1;
    try {
      RemoteIterator<FileStatus> files = log.getFileSystem(hadoop).listStatusIterator(log);
      while (files.hasNext()) {
        Matcher version = VERSION.matcher(files.next().getPath().getName());
        if (version.matches()) {
          newest = Math.max(newest, Long.parseLong(version.group(1)));
        }
      }
    } catch (FileNotFoundException noFolder) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for a table in " + location, e);
    }
    return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }
}
