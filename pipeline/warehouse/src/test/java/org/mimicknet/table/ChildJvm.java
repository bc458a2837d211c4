/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mimicknet.spark.SparkBuild;

/** A driver in a process of its own, which can be killed, or whose executors can. */
public final class ChildJvm {
  /** As Spark starts every executor on YARN: the JVM ends at the first OutOfMemoryError. */
  public static final String AS_ON_YARN = "-XX:OnOutOfMemoryError=kill %p";

  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What a driver of {@code local-cluster} needs around it. The workers look for Spark's jars in a
   * folder, which may be empty: executors take those of this class path.
   */
  public static Map<String, String> clusterEnvironment(Path folder) throws IOException {
    Path home = folder.resolve("spark");
    Files.createDirectories(home.resolve("jars"));
    return Map.of(
        "SPARK_HOME", home.toString(),
        "SPARK_SCALA_VERSION", SparkBuild.scala(),
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** What a test waits for, in a folder. */
  @FunctionalInterface
  public interface Finding<T> {
    Optional<T> look() throws IOException;
  }

  /** Runs a main method with the class path and the flags of this JVM; it logs into the folder. */
  public static ChildJvm start(
      Path folder, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    return start(folder, environment, List.of(), main, arguments);
  }

  /** The same with further flags, which win over those of this JVM. */
  public static ChildJvm start(Path folder, List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    return start(folder, Map.of(), flags, main, arguments);
  }

  private static ChildJvm start(
      Path folder,
      Map<String, String> environment,
      List<String> flags,
      Class<?> main,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path log = folder.resolve(main.getSimpleName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start(), log);
  }

  /** Waits until something has appeared in a folder, which the process must live to see. */
  public <T> T await(Path folder, Finding<T> finding) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      Optional<T> found = finding.look();
      while (found.isEmpty()) {
        assertThat(process.isAlive()).as("it ended before: %s", Files.readString(log)).isTrue();
        assertThat(System.nanoTime()).as("nothing within the limit").isLessThan(end);
        WatchKey key = watch.poll(1, TimeUnit.SECONDS);
        if (key != null) {
          key.pollEvents();
          key.reset();
        }
        found = finding.look();
      }
      return found.get();
    }
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal that asks the process to end, such as INT or TERM, and gives its exit code. */
  public int endedBy(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ended in time").isTrue();
    return process.exitValue();
  }

  /** Waits for the end of the process, which must be a good one. */
  public void succeeded() throws IOException, InterruptedException {
    succeeded(LIMIT_SECONDS);
  }

  /** The same of one that may take longer. */
  public void succeeded(long limitSeconds) throws IOException, InterruptedException {
    assertThat(process.waitFor(limitSeconds, TimeUnit.SECONDS)).as("it ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
