/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone cluster: a master and two workers of one core, each a JVM of its own. */
public final class StandaloneCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final String[] PORTS = {"--port", "0", "--webui-port", "0"};

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  /** Of a distribution. */
  StandaloneCluster(Distribution spark, Path folder) throws IOException {
    this(spark::sparkClass, folder);
  }

  /**
   * Starts it and waits until both workers are registered. Logs and work lie in the folder. The
   * workers have addresses of their own: Spark runs no speculative task where the first one runs.
   *
   * @param sparkClass starts a class of Spark's with its arguments; the process is the JVM itself
   */
  public StandaloneCluster(Function<String[], ProcessBuilder> sparkClass, Path folder)
      throws IOException {
    this.folder = folder;
    try {
      master =
          start(
              "master",
              sparkClass.apply(with("org.apache.spark.deploy.master.Master", address(1))),
              "Starting Spark master at (spark://\\S+)");
      for (int worker = 0; worker < WORKERS; worker++) {
        String[] arguments =
            with(
                "--cores", "1", "--memory", "1500m", "--work-dir", work(worker).toString(), master);
        start(
            "worker" + worker,
            sparkClass.apply(
                with(
                    "org.apache.spark.deploy.worker.Worker", with(address(worker + 1), arguments))),
            "(Successfully registered) with master");
      }
    } catch (IOException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** What {@code --master} takes. */
  public String master() {
    return master;
  }

  /** Those of the workers on which an executor has finished a task. */
  long workersThatFinishedTasks() throws IOException {
    long count = 0;
    for (int worker = 0; worker < WORKERS; worker++) {
      try (Stream<Path> files = Files.walk(work(worker))) {
        for (Path log : files.filter(file -> file.endsWith("stderr")).toList()) {
          if (Files.readString(log).contains("Finished task ")) {
            count++;
            break;
          }
        }
      }
    }
    return count;
  }

  @Override
  public void close() {
    // Workers first: they end their executors.
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).toHandle().destroy(); // Its output is read to the end.
      processes.get(i).onExit().join();
    }
  }

  private Path work(int worker) {
    return folder.resolve("work" + worker);
  }

  /** Returns the group of the pattern in the first line of the process that has it. */
  private String start(String name, ProcessBuilder builder, String pattern) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    Pattern awaited = Pattern.compile(pattern);
    BufferedReader lines = process.inputReader();
    StringBuilder log = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      Matcher matcher = awaited.matcher(line);
      if (matcher.find()) {
        keep(lines, log, folder.resolve(name + ".log"));
        return matcher.group(1);
      }
    }
    throw new AssertionError("The %s of Spark did not start:%n%s".formatted(name, log));
  }

  /** A process whose output nobody reads would stop. */
  private static void keep(BufferedReader lines, CharSequence log, Path file) throws IOException {
    PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file), true);
    writer.print(log);
    Thread thread =
        new Thread(
            () -> {
              try (writer) {
                lines.lines().forEach(writer::println);
              }
            },
            file.getFileName().toString());
    thread.setDaemon(true);
    thread.start();
  }

  private static String[] address(int number) {
    return with(with("--host", "127.0.0." + number), PORTS);
  }

  private static String[] with(String first, String... more) {
    return with(new String[] {first}, more);
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
  }
}
