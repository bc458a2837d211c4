/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.sql.SparkSession;

/**
 * The local disk under {@code counted:/}, which counts how often each file is opened, and the calls
 * that would each be a request or more to an object store.
 */
public final class CountingDisk extends RawLocalFileSystem {
  private static final ConcurrentMap<String, Integer> OPENED = new ConcurrentHashMap<>();
  private static final AtomicLong CALLS = new AtomicLong();

  /**
   * Calls that this thread is in: the disk asks itself on the way, which an object store need not.
   */
  private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

  /** The path under which a session finds a file or folder of the local disk here. */
  static String path(SparkSession spark, java.nio.file.Path local) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set("fs.counted.impl", CountingDisk.class.getName());
    hadoop.set("fs.AbstractFileSystem.counted.impl", ForCommits.class.getName());
    return "counted:" + local;
  }

  /** How often the file was opened. */
  static int opened(java.nio.file.Path local) {
    return OPENED.getOrDefault(local.toString(), 0);
  }

  /** How many calls the work makes, in all threads. */
  static long callsOf(Runnable work) {
    long before = CALLS.get();
    work.run();
    return CALLS.get() - before;
  }

  /** The same for Delta, which commits by Hadoop's other interface. */
  public static final class ForCommits extends DelegateToFileSystem {
    public ForCommits(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new CountingDisk(), conf, "counted", false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }
  }

  private interface Call<T> {
    T make() throws IOException;
  }

  private static <T> T counted(Call<T> call) throws IOException {
    int depth = DEPTH.get();
    if (depth == 0) {
      CALLS.incrementAndGet();
    }
    DEPTH.set(depth + 1);
    try {
      return call.make();
    } finally {
      DEPTH.set(depth);
    }
  }

  @Override
  public URI getUri() {
    return URI.create("counted:///");
  }

  @Override
  public String getScheme() {
    return "counted";
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    OPENED.merge(file.toUri().getPath(), 1, Integer::sum);
    return counted(() -> super.open(file, bufferSize));
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return counted(
        () -> super.create(file, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return counted(
        () ->
            super.create(
                file, permission, overwrite, bufferSize, replication, blockSize, progress));
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    return counted(() -> super.getFileStatus(file));
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return counted(() -> super.listStatus(folder));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return counted(() -> super.rename(from, to));
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    return counted(() -> super.delete(file, recursive));
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    return counted(() -> super.mkdirs(folder));
  }
}
