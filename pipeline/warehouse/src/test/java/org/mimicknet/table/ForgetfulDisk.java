/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.SparkSession;

/**
 * The local disk under {@code forgetful:/}, which makes a commit to the table {@code runs} and then
 * says that there is one already: so does the client of an object storage that has lost the answer
 * and asks again.
 */
public final class ForgetfulDisk extends RawLocalFileSystem {
  private static final AtomicInteger TO_FORGET = new AtomicInteger();

  /** The path under which a session finds a folder of the local disk here. */
  static String path(SparkSession spark, java.nio.file.Path local) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set("fs.forgetful.impl", ForgetfulDisk.class.getName());
    hadoop.set("fs.AbstractFileSystem.forgetful.impl", ForCommits.class.getName());
    return "forgetful:" + local;
  }

  /** So many of the next commits are forgotten. */
  static void forget(int commits) {
    TO_FORGET.set(commits);
  }

  /** How many are still to be forgotten. */
  static int left() {
    return Math.max(0, TO_FORGET.get());
  }

  @Override
  public URI getUri() {
    return URI.create("forgetful:///");
  }

  @Override
  public String getScheme() {
    return "forgetful";
  }

  /** The same for Delta, which commits by Hadoop's other interface. */
  public static final class ForCommits extends DelegateToFileSystem {
    public ForCommits(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new ForgetfulDisk(), conf, "forgetful", false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public void renameInternal(Path source, Path target, boolean overwrite) throws IOException {
      super.renameInternal(source, target, overwrite);
      boolean isCommit = target.toUri().getPath().matches(".*/runs/_delta_log/\\d+\\.json");
      if (isCommit && TO_FORGET.getAndDecrement() > 0) {
        throw new FileAlreadyExistsException(target + " is there");
      }
    }
  }
}
