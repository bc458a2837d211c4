/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mimicknet.Internal;
import org.mimicknet.UserException;

/** The storages of paths that a user names, as the driver opens them before any work. */
@Internal
public final class Storages {
  private Storages() {}

  /**
   * The storage of a path.
   *
   * @param cannot how the sentence begins, for example "Cannot read gs://bucket/a"
   * @throws UserException if its connector or the credentials for it are missing
   * @throws IOException if it cannot be reached
   */
  public static FileSystem open(String cannot, Path path, Configuration conf) throws IOException {
    if ("gs".equals(path.toUri().getScheme())) {
      GoogleCredentials.missing(conf, System.getenv())
          .ifPresent(
              advice -> {
                throw new UserException(cannot + ": " + advice.text());
              });
    }
    try {
      return path.getFileSystem(conf);
    } catch (IOException | RuntimeException e) {
      Optional<UserException> mendable = mendable(cannot, e);
      if (mendable.isPresent()) {
        throw mendable.get();
      }
      throw e;
    }
  }

  /**
   * What the user can mend of a failure to reach a storage.
   *
   * @param cannot how the sentence begins, for example "Cannot read gs://bucket/a"
   */
  public static Optional<UserException> mendable(String cannot, Throwable failure) {
    return StorageAdvice.of(failure)
        .filter(StorageAdvice::canBeMended)
        .map(advice -> new UserException(cannot + ": " + advice.text(), failure));
  }
}
