/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A storage of as many files as a path says, {@code endless:/FOLDERSxFILES/site-0/archive-0.zip}.
 * None of them is anywhere: listings are made up one entry at a time.
 */
public final class EndlessStorage extends FileSystem {
  static final String SETTING = "fs.endless.impl";

  private static final Pattern PATH =
      Pattern.compile("/([0-9]+)x([0-9]+)(?:/site-([0-9]+)(?:/archive-([0-9]+)\\.zip)?)?");
  private static final long BYTES = 1_000;

  static String file(int folders, int files, int index) {
    return "endless:/%sx%s/site-%s/archive-%s.zip"
        .formatted(folders, files, index / files, index % files);
  }

  @Override
  public URI getUri() {
    return URI.create("endless:///");
  }

  @Override
  public String getScheme() {
    return "endless";
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    Matcher parts = PATH.matcher(path.toUri().getPath());
    if (!parts.matches()
        || isBeyond(parts.group(3), parts.group(1))
        || isBeyond(parts.group(4), parts.group(2))) {
      throw new FileNotFoundException("there is no " + path);
    }
    return status(makeQualified(path), parts.group(4) != null);
  }

  private static boolean isBeyond(String index, String count) {
    return index != null && Integer.parseInt(index) >= Integer.parseInt(count);
  }

  private static FileStatus status(Path path, boolean isFile) {
    return new FileStatus(isFile ? BYTES : 0, !isFile, 1, 1 << 20, 1_000, path);
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
    FileStatus folder = getFileStatus(path);
    Matcher parts = PATH.matcher(path.toUri().getPath());
    if (!parts.matches() || folder.isFile()) {
      throw new FileNotFoundException("there is no folder " + path);
    }
    return parts.group(3) == null
        ? entries(
            Integer.parseInt(parts.group(1)),
            index -> status(new Path(folder.getPath(), "site-" + index), false))
        : entries(
            Integer.parseInt(parts.group(2)),
            index -> status(new Path(folder.getPath(), "archive-%s.zip".formatted(index)), true));
  }

  private static RemoteIterator<FileStatus> entries(int count, IntFunction<FileStatus> entry) {
    return new RemoteIterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public FileStatus next() {
        if (!hasNext()) {
          throw new NoSuchElementException("Cannot give a further entry");
        }
        return entry.apply(next++);
      }
    };
  }

  @Override
  public FileStatus[] listStatus(Path path) {
    throw new UnsupportedOperationException("It would not end");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) {
    throw new UnsupportedOperationException("It holds no bytes");
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("endless:/");
  }

  @Override
  public void setWorkingDirectory(Path folder) {
    // There is one only.
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress) {
    throw new UnsupportedOperationException("It is not written");
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("It is not written");
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException("It is not written");
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    throw new UnsupportedOperationException("It is not written");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) {
    throw new UnsupportedOperationException("It is not written");
  }
}
