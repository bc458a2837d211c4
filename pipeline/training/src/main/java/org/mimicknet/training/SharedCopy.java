/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of copies of the same data, of which one is enough. Runs side by side write a copy each
 * into a folder of its own, so that none touches what another writes or reads; who finds a whole
 * copy, at the start or at the end, uses that. Nothing is renamed: object stores cannot do it at
 * once.
 *
 * <p>A run that is killed leaves a part of a copy behind, which no other reads: a later run deletes
 * it when nothing was written to it for days. So it does with what else lies there, as the files
 * that early versions wrote without a folder of their own.
 */
final class SharedCopy {
  private static final String WHOLE = "_WHOLE";
  private static final Duration ABANDONED_AFTER = Duration.ofDays(7);
  private static final Logger LOG = LoggerFactory.getLogger(SharedCopy.class);

  private SharedCopy() {}

  /**
   * The folder of a whole copy.
   *
   * @param write fills a folder that is not there yet; called unless there is a whole copy
   */
  static Path in(Path place, Configuration hadoop, Consumer<Path> write) throws IOException {
    return in(place, hadoop, write, InstantSource.system());
  }

  /** The same at another time. */
  static Path in(Path place, Configuration hadoop, Consumer<Path> write, InstantSource clock)
      throws IOException {
    FileSystem files = place.getFileSystem(hadoop);
    deleteAbandoned(files, place, clock.instant().minus(ABANDONED_AFTER));
    Optional<Path> known = find(files, place);
    if (known.isPresent()) {
      return known.get();
    }
    Path own = new Path(place, "copy-" + UUID.randomUUID());
    boolean isWhole = false;
    try {
      write.accept(own);
      Optional<Path> other = find(files, place);
      if (other.isEmpty()) {
        files.create(new Path(own, WHOLE)).close();
        isWhole = true;
      }
      return other.orElse(own);
    } finally {
      if (!isWhole) {
        delete(files, own);
      }
    }
  }

  private static void deleteAbandoned(FileSystem files, Path place, Instant since)
      throws IOException {
    for (FileStatus some : list(files, place)) {
      if (!isWhole(files, some) && isOlder(files, some, since)) {
        delete(files, some.getPath());
      }
    }
  }

  /** By its files: object stores know no time of a folder. One without files is left alone. */
  private static boolean isOlder(FileSystem files, FileStatus some, Instant since)
      throws IOException {
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(some.getPath(), true);
      boolean hasFile = all.hasNext();
      while (all.hasNext()) {
        if (all.next().getModificationTime() >= since.toEpochMilli()) {
          return false;
        }
      }
      return hasFile;
    } catch (FileNotFoundException anotherWasFaster) {
      return false;
    }
  }

  /** What stays costs space and nothing else: it is no reason to fail, nor to hide one. */
  private static void delete(FileSystem files, Path path) {
    try {
      files.delete(path, true);
    } catch (IOException e) {
      LOG.warn("Cannot delete {}, which no run needs any more: {}", path, e.toString());
    }
  }

  private static Optional<Path> find(FileSystem files, Path place) throws IOException {
    for (FileStatus copy : list(files, place)) {
      if (isWhole(files, copy)) {
        return Optional.of(copy.getPath());
      }
    }
    return Optional.empty();
  }

  private static boolean isWhole(FileSystem files, FileStatus copy) throws IOException {
    return copy.isDirectory() && files.exists(new Path(copy.getPath(), WHOLE));
  }

  private static FileStatus[] list(FileSystem files, Path place) throws IOException {
    try {
      return files.listStatus(place);
    } catch (FileNotFoundException noneYet) {
      return new FileStatus[0];
    }
  }
}
