/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a {@link FolderWalk} meets.
 *
 * @param uri where it really lies: no part of it but the last is a link
 * @param spelt the same as the input spells it
 * @param path relative to the input
 * @param modifiedMs when it was last changed [ms since 1970]
 * @param problem why it cannot be read; null where nothing is known against it
 * @param input number of the path of {@link GivenPaths} that it was met below
 * @param pattern names that are to be found below this folder; null where all of it is wanted
 */
record ListedEntry(
    Kind kind,
    String uri,
    String spelt,
    String path,
    long bytes,
    long modifiedMs,
    String problem,
    int input,
    String pattern) {
  /** What an entry is to the listing. */
  enum Kind {
    /** An input, of which nothing is known yet. */
    ROOT,
    /** The same of a path that a list names: it may have vanished since. */
    NAMED,
    /** A folder in which a pattern goes on. */
    PATTERN,
    /** An input that is not there. */
    MISSING,
    /** A folder that is still to be listed. */
    FOLDER,
    /** The target of a link to a folder. */
    LINKED_FOLDER,
    /** A folder that was listed. */
    LISTED_FOLDER,
    FILE,
    /** A file or folder that is there and cannot be read. */
    UNREADABLE
  }

  static final StructType TYPE =
      new StructType()
          .add("kind", DataTypes.StringType)
          .add("uri", DataTypes.StringType)
          .add("spelt", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("bytes", DataTypes.LongType)
          .add("modified_ms", DataTypes.LongType)
          .add("problem", DataTypes.StringType)
          .add("input", DataTypes.IntegerType)
          .add("pattern", DataTypes.StringType);

  static ListedEntry root(String uri, int input) {
    return folder(Kind.ROOT, uri, uri, "", input);
  }

  static ListedEntry named(String uri, int input) {
    return folder(Kind.NAMED, uri, uri, "", input);
  }

  /** A folder; its size and time say nothing. */
  static ListedEntry folder(Kind kind, String uri, String spelt, String path, int input) {
    return new ListedEntry(kind, uri, spelt, path, 0, 0, null, input, null);
  }

  static ListedEntry of(Row row) {
    return new ListedEntry(
        Kind.valueOf(row.getString(0)),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        row.getString(6),
        row.getInt(7),
        row.getString(8));
  }

  Row row() {
    return RowFactory.create(
        kind.name(), uri, spelt, path, bytes, modifiedMs, problem, input, pattern);
  }

  static Encoder<Row> encoder() {
    return Encoders.row(TYPE);
  }

  ListedEntry as(Kind other) {
    return new ListedEntry(other, uri, spelt, path, bytes, modifiedMs, problem, input, pattern);
  }

  /** This folder, where these names are to be found below it. */
  ListedEntry withPattern(String names) {
    return new ListedEntry(
        Kind.PATTERN, uri, spelt, path, bytes, modifiedMs, problem, input, names);
  }

  /** This, which cannot be read; an input has no path but its name. */
  ListedEntry unreadable(String why) {
    String shown = path.isEmpty() ? uri.substring(uri.lastIndexOf('/') + 1) : path;
    return new ListedEntry(Kind.UNREADABLE, uri, spelt, shown, bytes, modifiedMs, why, input, null);
  }

  /** An entry of this folder. */
  ListedEntry child(Kind childKind, String name, long childBytes, long childModifiedMs) {
    return new ListedEntry(
        childKind,
        below(uri, name),
        below(spelt, name),
        path.isEmpty() ? name : path + "/" + name,
        childBytes,
        childModifiedMs,
        null,
        input,
        null);
  }

  /** As Hadoop spells it: a root ends with a slash of its own. */
  private static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
