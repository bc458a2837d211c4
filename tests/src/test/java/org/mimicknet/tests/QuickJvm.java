/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.util.List;
import java.util.Map;

/**
 * A JVM for a short run, which spends most of its time in the optimising compiler otherwise. With
 * one compiler the JVM takes 48 MB for compiled code, which several Spark queries fill: it ends
 * then with "Out of space in CodeCache".
 */
public final class QuickJvm {

  /** For the command line of a JVM that a test starts itself. */
  public static final List<String> FLAGS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m");

  private QuickJvm() {}

  /** For the environment of a script that starts JVMs. */
  public static void set(Map<String, String> environment) {
    environment.put("JDK_JAVA_OPTIONS", String.join(" ", FLAGS));
  }
}
