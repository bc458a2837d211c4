/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of copies of the same data, of which one is enough. Runs side by side write a copy each
 * into a folder of its own, so that none touches what another writes or reads; who finds a whole
 * copy, at the start or at the end, uses that. Nothing is renamed: object stores cannot do it at
 * once.
 *
 * <p>A run that is killed leaves a part of a copy behind, which no other reads.
 */
final class SharedCopy {
  private static final String WHOLE = "_WHOLE";

  private SharedCopy() {}

  /**
   * The folder of a whole copy.
   *
   * @param write fills a folder that is not there yet; called unless there is a whole copy
   */
  static Path in(Path place, Configuration hadoop, Consumer<Path> write) throws IOException {
    FileSystem files = place.getFileSystem(hadoop);
    Optional<Path> known = find(files, place);
    if (known.isPresent()) {
      return known.get();
    }
    Path own = new Path(place, "copy-" + UUID.randomUUID());
    boolean isNeeded = false;
    try {
      write.accept(own);
      Optional<Path> other = find(files, place);
      isNeeded = other.isEmpty();
      if (isNeeded) {
        files.create(new Path(own, WHOLE)).close();
      }
      return other.orElse(own);
    } finally {
      if (!isNeeded) {
        files.delete(own, true);
      }
    }
  }

  private static Optional<Path> find(FileSystem files, Path place) throws IOException {
    try {
      for (FileStatus copy : files.listStatus(place)) {
        if (copy.isDirectory() && files.exists(new Path(copy.getPath(), WHOLE))) {
          return Optional.of(copy.getPath());
        }
      }
      return Optional.empty();
    } catch (FileNotFoundException noneYet) {
      return Optional.empty();
    }
  }
}
