/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.FileSystem;
import org.mimicknet.jobs.Main;

/**
 * Commands of the program one after the other in one JVM, as they are asked for: a line of standard
 * input is one, its words set apart by tabs, before them a file to be its standard input. A command
 * that fails ends the JVM with its code; after any other comes a line {@link #DONE}.
 */
public final class Commands {
  static final String DONE = "\u0001done";
  static final String NO_INPUT = "-";

  private Commands() {}

  /** Runs them. */
  public static void main(String[] args) throws Exception {
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String[] words = line.split("\t", -1);
      forget();
      if (!words[0].equals(NO_INPUT)) {
        System.setIn(new FileInputStream(words[0]));
      }
      Main.main(Arrays.copyOfRange(words, 1, words.length));
      System.out.println(DONE);
      System.out.flush();
    }
  }

  /** What a process has just begun with: no table and no storage known. */
  private static void forget() throws Exception {
    Class.forName("org.apache.spark.sql.delta.DeltaLog").getMethod("clearCache").invoke(null);
    FileSystem.closeAll();
  }
}
