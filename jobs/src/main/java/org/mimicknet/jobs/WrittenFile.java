/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mimicknet.UserException;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Storages;

/** A small file that a command writes, on any file system that Hadoop knows. */
final class WrittenFile {
  private WrittenFile() {}

  /**
   * Writes it in place of what is there.
   *
   * @param location as {@link Location} gives it
   * @throws UserException if it cannot be written
   */
  static void write(String location, byte[] content) {
    try {
      Path path = new Path(location);
      FileSystem files =
          Storages.open("Cannot write " + location, path, HadoopSettings.beforeSession());
      if (files.getUri().getScheme().equals("file")) {
        // Hadoop would put a file with checksums beside it.
        Files.write(java.nio.file.Path.of(files.makeQualified(path).toUri().getPath()), content);
        return;
      }
      try (OutputStream out = files.create(path, true)) {
        out.write(content);
      }
    } catch (UserException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("Cannot write %s: %s".formatted(location, e.getMessage()), e);
    }
  }
}
