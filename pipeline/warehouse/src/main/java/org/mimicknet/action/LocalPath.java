/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * What Hadoop does not tell of a file or folder of the local disk: whether it is a link, where it
 * really lies, whether the user may look into it, and which names Java cannot decode.
 */
final class LocalPath {
  private static final char UNDECODABLE = '\uFFFD';

  private final FileSystem fs;
  private final Path path;

  private LocalPath(FileSystem fs, Path path) {
    this.fs = fs;
    this.path = path;
  }

  /** Empty where the file system is not the local disk. */
  static Optional<LocalPath> of(FileSystem fs, org.apache.hadoop.fs.Path path) {
    if (fs instanceof LocalFileSystem local) {
      return Optional.of(new LocalPath(fs, local.pathToFile(path).toPath()));
    }
    return fs instanceof RawLocalFileSystem local
        ? Optional.of(new LocalPath(fs, local.pathToFile(path).toPath()))
        : Optional.empty();
  }

  boolean isLink() {
    return Files.isSymbolicLink(path);
  }

  /** The same without links, as Hadoop names it. */
  org.apache.hadoop.fs.Path real() throws IOException {
    return fs.makeQualified(
        new org.apache.hadoop.fs.Path(null, null, path.toRealPath().toString()));
  }

  /** Whether the user may look into this folder. */
  boolean isOpen() {
    return Files.isExecutable(path);
  }

  /** A file or folder whose name Java cannot decode, so that Hadoop leaves it out. */
  record Undecodable(String encodedName, long bytes, long modifiedMs) {}

  /** Those of this folder. */
  List<Undecodable> undecodable() throws IOException {
    List<Undecodable> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (isUndecodable(entry)) {
          found.add(undecodable(entry));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** A name may hold the replacement character itself: then Java finds the file by it. */
  private static boolean isUndecodable(Path entry) {
    return entry.getFileName().toString().indexOf(UNDECODABLE) >= 0
        && !new File(entry.toString()).exists();
  }

  private static Undecodable undecodable(Path entry) throws IOException {
    String encoded = entry.toUri().getRawPath().replaceFirst("/$", "");
    BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
    return new Undecodable(
        encoded.substring(encoded.lastIndexOf('/') + 1),
        attributes.isDirectory() ? 0 : attributes.size(),
        attributes.isDirectory() ? 0 : attributes.lastModifiedTime().toMillis());
  }
}
