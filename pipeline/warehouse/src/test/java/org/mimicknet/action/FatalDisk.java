/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;

/**
 * The local disk as Hadoop sees it, which kills the first executor that opens a third archive: one
 * process of all, by a file that only one of them can make.
 */
public final class FatalDisk extends LocalFileSystem {
  static final int FATAL_ARCHIVE = 3;

  private static final String DEATH = "test.death";
  private static final Set<String> OPENED = new HashSet<>();

  /** The disk of all executors; the one that dies writes what it had opened to {@code death}. */
  static SparkSession.Builder of(SparkSession.Builder session, String death) {
    return session
        .config("spark.hadoop.fs.file.impl", FatalDisk.class.getName())
        .config("spark.hadoop." + DEATH, death);
  }

  /** The archives that the dead executor had opened. */
  static List<String> openedBy(java.nio.file.Path death) throws IOException {
    return Files.readAllLines(death);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    if (file.getName().endsWith(".tar") && !SparkEnv.get().executorId().equals("driver")) {
      note(file.getName());
    }
    return super.open(file, bufferSize);
  }

  private void note(String archive) throws IOException {
    synchronized (OPENED) {
      OPENED.add(archive);
      if (OPENED.size() == FATAL_ARCHIVE) {
        try {
          java.nio.file.Path death = java.nio.file.Path.of(getConf().get(DEATH));
          Files.write(death, OPENED, StandardOpenOption.CREATE_NEW);
          Runtime.getRuntime().halt(1);
        } catch (FileAlreadyExistsException anotherDied) {
          // One is enough.
        }
      }
    }
  }
}
