/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.mimicknet.tests.storm.Fault.Moment;
import org.mimicknet.tests.storm.Fault.Operation;
import org.mimicknet.tests.storm.Fault.Role;
import org.mimicknet.tests.storm.Fault.When;

/**
 * The faults of one attempt in this process, by the settings {@code storm.*}. What happens depends
 * on the seed, the operation, the path without random names, and how often it was met there: not on
 * the order in which threads come.
 */
final class Faults {
  static final String ATTEMPT = "storm.attempt";
  static final String PLAN = "storm.plan";
  static final String SEED = "storm.seed";

  /** A file of one line for each fault; beside it files that say which were met. */
  static final String LOG = "storm.log";

  static final String VICTIM = "storm.victim";

  private static final Pattern RANDOM_NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|_\\d{10,}|\\.\\d{6,}");
  private static final long SLOW_SECONDS = 4;
  private static final Map<String, Faults> BY_ATTEMPT = new ConcurrentHashMap<>();

  private final String attempt;
  private final List<Fault> faults;
  private final List<Pattern> paths;
  private final long seed;
  private final java.nio.file.Path log;
  private final String victim;
  private final Map<String, AtomicInteger> met = new ConcurrentHashMap<>();

  private Faults(Configuration conf) {
    attempt = conf.get(ATTEMPT, "");
    faults = Fault.parsed(conf.get(PLAN, ""));
    paths = faults.stream().map(fault -> Pattern.compile(fault.path())).toList();
    seed = conf.getLong(SEED, 0);
    log = java.nio.file.Path.of(conf.get(LOG, "storm.log"));
    victim = conf.get(VICTIM, "");
  }

  /** Those of an attempt; a process that serves several has others for each. */
  static Faults of(Configuration conf) {
    return BY_ATTEMPT.computeIfAbsent(conf.get(ATTEMPT, ""), name -> new Faults(conf));
  }

  /** Tells of an operation, whose faults happen now. */
  void meet(Operation operation, Moment moment, Path path) throws IOException {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if ((fault.operation() == null || fault.operation() == operation)
          && (fault.moment() == null || fault.moment() == moment)
          && (fault.role() == Role.ANY || fault.role() == role())
          && paths.get(i).matcher(path.toUri().getPath()).find()
          && isDue(i, fault, operation, moment, path)) {
        happen(fault, operation, moment, path);
      }
    }
  }

  private boolean isDue(int index, Fault fault, Operation operation, Moment moment, Path path)
      throws IOException {
    boolean due =
        switch (fault.when()) {
          case AT -> count(index + " at") == (int) fault.number() && isFirst(index);
          case FROM -> count(index + " from") >= (int) fault.number();
          case RATE -> {
            String place = "%s %s %s".formatted(operation, moment, known(path));
            String key = "%s %s %s".formatted(index, place, count(index + place));
            yield new SplittableRandom(seed * 31 + key.hashCode()).nextDouble() < fault.number();
          }
        };
    return due && (fault.when() != When.RATE || count(index + " happened") <= fault.most());
  }

  private int count(String key) {
    return met.computeIfAbsent(key, unmet -> new AtomicInteger()).incrementAndGet();
  }

  /** Of all processes of the attempt. */
  private boolean isFirst(int index) throws IOException {
    try {
      Files.createFile(log.resolveSibling("%s.%s.met".formatted(attempt, index)));
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    }
  }

  private static String known(Path path) {
    return RANDOM_NAME.matcher(path.toUri().getPath()).replaceAll("*");
  }

  private void happen(Fault fault, Operation operation, Moment moment, Path path)
      throws IOException {
    Files.writeString(
        log,
        "%s %s %s %s %s %s %s%n"
            .formatted(
                attempt,
                fault.effect(),
                operation,
                moment,
                role(),
                ProcessHandle.current().pid(),
                path.toUri().getPath()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    switch (fault.effect()) {
      case FAIL -> throw new IOException("Input/output error (storm)");
      case TRIED_AGAIN ->
          throw new org.apache.hadoop.fs.FileAlreadyExistsException(path + " (storm)");
      case FULL -> throw new IOException("No space left on device (storm)");
      case KILL -> killThisProcess();
      case SLOW -> pause();
      case VANISH -> Folders.delete(java.nio.file.Path.of(victim));
    }
  }

  private static Role role() {
    SparkEnv env = SparkEnv.get();
    return env == null || env.executorId().equals("driver") ? Role.DRIVER : Role.EXECUTOR;
  }

  /** As the kernel does where memory runs out: nothing is cleaned up, no hook runs. */
  private static void killThisProcess() throws IOException {
    try {
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      TimeUnit.MINUTES.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("This process could not be killed");
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(SLOW_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
