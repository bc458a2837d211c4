/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;

/** Opens sources where they lie, and tells what the storage says for good from what it says now. */
final class Storage {
  private Storage() {}

  /**
   * Opens a source.
   *
   * @throws MemberException with {@link Reason#UNREADABLE} if the file has vanished, or may not be
   *     read
   * @throws StorageException if the storage does not give it for another reason
   */
  static SeekableSource open(Source source, Configuration conf) throws MemberException {
    try {
      Path path = new Path(source.uri());
      return open(fileSystem(path, conf), path, source.size());
    } catch (StorageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (isRefused(e)) {
        throw unreadable("The file may not be read: give this user permission");
      }
      throw new StorageException("The storage does not open the file", e);
    }
  }

  private static SeekableSource open(FileSystem files, Path path, long size)
      throws IOException, MemberException {
    try {
      return SeekableSource.opened(files.open(path), size);
    } catch (FileNotFoundException e) {
      // Java says so, too, of a local file that may not be read.
      if (mayNotBeRead(files, path)) {
        throw new AccessDeniedException("a file");
      }
      if (isGone(files, path)) {
        throw unreadable("The file has vanished since the input was listed");
      }
      throw e;
    }
  }

  /**
   * Hadoop's local file system reads checksums beside each file: it cannot open a name with a
   * colon, and believes a checksum file that is older than its file. The raw one does neither. A
   * site's own file system stays.
   */
  private static FileSystem fileSystem(Path path, Configuration conf) throws IOException {
    FileSystem files = path.getFileSystem(conf);
    return files.getClass() == LocalFileSystem.class
        ? ((LocalFileSystem) files).getRawFileSystem()
        : files;
  }

  private static boolean isGone(FileSystem files, Path path) throws IOException {
    try {
      files.getFileStatus(path);
      return false;
    } catch (FileNotFoundException e) {
      return true;
    }
  }

  private static boolean mayNotBeRead(FileSystem files, Path path) throws IOException {
    if (files.getClass() == RawLocalFileSystem.class) {
      java.nio.file.Path local = ((RawLocalFileSystem) files).pathToFile(path).toPath();
      return !Files.isReadable(local) && !Files.notExists(local);
    }
    try {
      files.access(path, FsAction.READ);
      return false;
    } catch (FileNotFoundException gone) {
      return false;
    } catch (AccessControlException | AccessDeniedException e) {
      return true;
    }
  }

  private static boolean isRefused(Exception why) {
    return why instanceof AccessControlException || why instanceof AccessDeniedException;
  }

  /** Without a cause, whose message would hold the full path. */
  private static MemberException unreadable(String why) {
    return new MemberException(Reason.UNREADABLE, why);
  }
}
