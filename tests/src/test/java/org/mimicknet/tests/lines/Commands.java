/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.jobs.Main;

/**
 * Commands of the program one after the other in one JVM: to start one takes longer than most
 * commands. The first that fails ends the JVM with its code.
 */
public final class Commands {
  static final String NEXT = "then";

  private Commands() {}

  /**
   * Runs them.
   *
   * @param args their words, with {@link #NEXT} between commands
   */
  public static void main(String[] args) throws Exception {
    List<String> command = new ArrayList<>();
    for (String word : args) {
      if (word.equals(NEXT)) {
        run(command);
        command.clear();
      } else {
        command.add(word);
      }
    }
    run(command);
  }

  private static void run(List<String> command) throws Exception {
    Main.main(command.toArray(new String[0]));
  }
}
