/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mimicknet.jobs.ManyCommands;

/** The process of a driver, which runs one command after the other until it is killed. */
final class Driver implements AutoCloseable {
  /** As the shell tells of a process that SIGKILL has ended. */
  static final int KILLED = 137;

  private static final String HEAP = "900m";
  private static final long LIMIT_MINUTES = 6;

  private final StormSpark spark;
  private final Path log;
  private Process process;
  private BufferedReader answers;
  private PrintWriter commands;

  Driver(StormSpark spark, Path log) {
    this.spark = spark;
    this.log = log;
  }

  /** Runs a command and gives its exit code, or that of the process if it has died. */
  int run(Path output, List<String> settings, List<String> command) throws IOException {
    return ask(
        "run\t%s\t%s\t--\t%s"
            .formatted(output, String.join("\t", settings), String.join("\t", command)));
  }

  /** Writes the rows of tables and views; gives 2 where there is no warehouse. */
  int dump(Path warehouse, Path folder, List<String> tables) throws IOException {
    return ask(
        "dump\t%s\t%s\t--\t%s\t%s"
            .formatted(
                folder,
                String.join("\t", spark.settings("local[1]", Map.of())),
                warehouse,
                String.join("\t", tables)));
  }

  /** Starts the process if there is none; its first command then takes no longer than others. */
  void start() throws IOException {
    start(spark.java(HEAP, ManyCommands.class.getName()));
  }

  /** Starts it so that it leaves an archive of its classes when it is {@link #end ended}. */
  void startArchiving() throws IOException {
    start(spark.java(HEAP, spark.archiving(), new String[] {ManyCommands.class.getName()}));
  }

  private synchronized void start(ProcessBuilder builder) throws IOException {
    if (process == null || !process.isAlive()) {
      process = builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      answers = process.inputReader();
      commands = new PrintWriter(process.outputWriter(), true);
    }
  }

  private int ask(String line) throws IOException {
    start();
    commands.println(line);
    Process asked = process;
    CompletableFuture<Process> limit = asked.onExit().orTimeout(LIMIT_MINUTES, TimeUnit.MINUTES);
    limit.exceptionally(
        tooLong -> {
          if (tooLong instanceof TimeoutException) {
            asked.destroyForcibly();
          }
          return asked;
        });
    try {
      for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
        if (answer.startsWith(ManyCommands.ENDED)) {
          return Integer.parseInt(answer.substring(ManyCommands.ENDED.length()));
        }
      }
      return asked.waitFor();
    } catch (IOException killedWhileItWasRead) {
      return asked.onExit().join().exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      limit.cancel(false);
    }
  }

  /** Lets it end by itself. */
  void end() {
    commands.close();
    process.onExit().join();
  }

  /** kill -9. */
  synchronized void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
