/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.PathText;
import org.mimicknet.config.Storages;

/**
 * A file that a command reads whole before Spark starts, on any file system that Hadoop knows. A
 * path without a scheme is looked for on the disk of this machine first, where {@code --files}
 * brings it, then in the default file system of the cluster.
 */
final class StoredFile {
  private static final String LOCAL = "file";

  private final String text;

  StoredFile(String text) {
    this.text = text;
  }

  /** Where it is on the disk of this machine; empty where another file system has it. */
  Optional<Path> onDisk() {
    Optional<Path> here = local();
    if (here.isPresent() && (Files.exists(here.get()) || isDefault(LOCAL))) {
      return here;
    }
    return Optional.empty();
  }

  /**
   * What it holds.
   *
   * @param most bytes to read; of a longer one so many are given
   * @throws FileNotFoundException if there is no such file
   */
  byte[] bytes(int most) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(most);
    }
  }

  InputStream open() throws IOException {
    Optional<Path> here = onDisk();
    if (here.isPresent()) {
      return Files.newInputStream(here.get());
    }
    return open(HadoopSettings.beforeSession());
  }

  /** What is done with a file on the disk of this machine. */
  interface Reading<T> {
    T of(Path file);
  }

  /**
   * Reads it with what needs a file of this disk: of another file system a copy, for as long as it
   * is read.
   *
   * @throws FileNotFoundException if there is no such file on another file system
   */
  <T> T read(Reading<T> reading) throws IOException {
    Optional<Path> here = onDisk();
    if (here.isPresent()) {
      return reading.of(here.get());
    }
    Path folder = Files.createTempDirectory("mimicknet");
    Path copy = folder.resolve(name());
    try {
      try (InputStream in = open()) {
        Files.copy(in, copy);
      }
      return reading.of(copy);
    } finally {
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }

  /** The last name of its path. */
  String name() {
    String path = text.replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private FSDataInputStream open(Configuration hadoop) throws IOException {
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(PathText.ofHadoop(text));
      FileSystem files = Storages.open("Cannot read " + text, path, hadoop);
      if (files.getFileStatus(path).isDirectory()) {
        throw new FileNotFoundException("it is a folder");
      }
      return files.open(path);
    } catch (UserException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Optional<Path> local() {
    if (text.startsWith(LOCAL + ":/")) {
      return Optional.of(Path.of(new org.apache.hadoop.fs.Path(text).toUri().getPath()));
    }
    try {
      return PathText.hasScheme(text) ? Optional.empty() : Optional.of(Paths.get(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private boolean isDefault(String scheme) {
    return text.startsWith(scheme + ":")
        || scheme.equals(FileSystem.getDefaultUri(HadoopSettings.beforeSession()).getScheme());
  }

  /** As the user gives it. */
  @Override
  public String toString() {
    return text;
  }
}
