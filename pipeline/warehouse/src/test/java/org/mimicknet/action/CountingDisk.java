/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;

/** The local disk under {@code counted:/}, which counts how often each file is opened. */
public final class CountingDisk extends RawLocalFileSystem {
  private static final ConcurrentMap<String, Integer> OPENED = new ConcurrentHashMap<>();

  /** The path under which a session finds a file or folder of the local disk here. */
  static String path(SparkSession spark, java.nio.file.Path local) {
    spark.sparkContext().hadoopConfiguration().set("fs.counted.impl", CountingDisk.class.getName());
    return "counted:" + local;
  }

  /** How often the file was opened. */
  static int opened(java.nio.file.Path local) {
    return OPENED.getOrDefault(local.toString(), 0);
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
    return super.open(file, bufferSize);
  }
}
