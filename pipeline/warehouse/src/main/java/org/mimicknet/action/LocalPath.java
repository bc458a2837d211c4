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
import java.nio.file.LinkOption;
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
 * really lies, whether the user may look into it, and what it leaves out of a folder.
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

  /** An entry of a folder that Hadoop leaves out, and why. */
  record LeftOut(String name, long bytes, long modifiedMs, String problem) {}

  /** Those of this folder: names that Java cannot decode, and links that lead to nothing. */
  List<LeftOut> leftOut() throws IOException {
    List<LeftOut> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (isUndecodable(entry)) {
          found.add(undecodable(entry));
        } else if (Files.isSymbolicLink(entry) && !Files.exists(entry)) {
          found.add(broken(entry));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Neither size nor time, so that it is known again when it leads to a file. */
  private static LeftOut broken(Path link) {
    String problem =
        Files.notExists(link)
            ? "The link points to nothing that is there: mend or remove it, and ingest again"
            : "The link cannot be followed: give this user permission or mend it, and ingest again";
    return new LeftOut(link.getFileName().toString(), 0, 0, problem);
  }

  /** A name may hold the replacement character itself: then Java finds the file by it. */
  private static boolean isUndecodable(Path entry) {
    return entry.getFileName().toString().indexOf(UNDECODABLE) >= 0
        && !new File(entry.toString()).exists();
  }

  private static LeftOut undecodable(Path entry) throws IOException {
    String encoded = entry.toUri().getRawPath().replaceFirst("/$", "");
    BasicFileAttributes attributes =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new LeftOut(
        encoded.substring(encoded.lastIndexOf('/') + 1),
        attributes.isDirectory() ? 0 : attributes.size(),
        attributes.isDirectory() ? 0 : attributes.lastModifiedTime().toMillis(),
        "The name is not in the encoding of this system (its bytes are shown as %XX): rename it, or"
            + " set a locale that fits, such as LC_ALL=C.UTF-8, and ingest again");
  }
}
