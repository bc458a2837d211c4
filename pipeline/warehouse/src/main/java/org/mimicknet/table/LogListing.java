/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
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
  static Optional<TableVersion> newest(Configuration hadoop, String location) {
    Path log = new Path(location, "_delta_log");
    TableVersion newest = null;
    try {
      RemoteIterator<FileStatus> files = log.getFileSystem(hadoop).listStatusIterator(log);
      while (files.hasNext()) {
        FileStatus file = files.next();
        Matcher name = VERSION.matcher(file.getPath().getName());
        if (name.matches()) {
          newest = later(newest, Long.parseLong(name.group(1)), file.getModificationTime());
        }
      }
    } catch (FileNotFoundException noFolder) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for a table in " + location, e);
    }
    return Optional.ofNullable(newest);
  }

  /** Of a commit and the checkpoint of its version the commit was there first. */
  private static TableVersion later(TableVersion known, long number, long modified) {
    if (known == null || number > known.number()) {
      return new TableVersion(number, modified);
    }
    return number == known.number() && modified < known.committedMs()
        ? new TableVersion(number, modified)
        : known;
  }
}
