/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A storm as long as one likes: tests/storm. */
final class LongStorm {
  /** What the rounds are, one after the other, again and again. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.STORAGE,
          Kind.DRIVER,
          Kind.EXECUTORS,
          Kind.STORAGE,
          Kind.TWO_AT_ONCE,
          Kind.DRIVER,
          Kind.STORAGE,
          Kind.FULL,
          Kind.EXECUTORS_OF_LOCAL_CLUSTER,
          Kind.DRIVER_AT_ANY_TIME,
          Kind.STORAGE,
          Kind.MODEL,
          Kind.SPECULATION);

  private LongStorm() {}

  /** Takes the seed, how many rounds, and the number of the first, from 0. */
  public static void main(String[] arguments) throws Exception {
    long seed = Long.parseLong(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    Path folder = Files.createTempDirectory("storm").toRealPath();
    say("Seed %s, %s rounds, in %s".formatted(seed, rounds, folder));
    try (Storm storm = new Storm(seed, folder, LongStorm::say)) {
      storm.prepare();
      for (int round = first; round < first + rounds; round++) {
        storm.round(round, KINDS.get(round % KINDS.size()));
      }
      say(storm.tally().table());
      if (!storm.wrong().isEmpty()) {
        say("%s%nLogs and warehouses are in %s".formatted(storm.wrong(), folder));
        System.exit(1);
      }
    }
    Folders.delete(folder);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
