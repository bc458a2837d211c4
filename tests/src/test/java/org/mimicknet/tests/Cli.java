/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program in a process of its own, started by the launcher as a user starts it. */
public final class Cli {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final long LIMIT_MINUTES = 10;

  private Cli() {}

  /**
   * What a run printed and how it ended.
   *
   * @param out standard output
   * @param err standard error
   */
  public record Run(int exitCode, String out, String err) {
    public Run succeeded() {
      return endedWith(0);
    }

    public Run endedWith(int code) {
      assertThat(exitCode).as("exit code; it printed%n%s%n%s", out, err).isEqualTo(code);
      return this;
    }
  }

  /** Runs a command to its end, in {@code folder}. */
  static Run run(Path folder, String... command) throws IOException, InterruptedException {
    return runWith("", folder, command);
  }

  /** Runs a process to its end; what it prints is kept in {@code folder}. */
  public static Run run(ProcessBuilder builder, Path folder)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Run run = new Run(process.waitFor(), Files.readString(out), Files.readString(err));
    assertThat(ended)
        .as("%s ends; it printed%n%s%n%s", builder.command(), run.out(), run.err())
        .isTrue();
    return run;
  }

  /** Starts a command and returns at once; its process is the driver itself. */
  static Process start(Path folder, Path out, Path err, String... command) throws IOException {
    return builder(folder, command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /**
   * The rows that each query gives, as cells: one run of {@code sql} for all of them, which reads
   * them from its standard input, as a person types them.
   */
  public static List<List<List<String>>> tables(Path folder, String warehouse, String... queries)
      throws IOException, InterruptedException {
    String printed =
        runWith(
                String.join(";\n", queries) + ";\n",
                folder,
                "sql",
                "--rows",
                "100000",
                "--warehouse",
                warehouse)
            .succeeded()
            .out();
    List<List<List<String>>> tables = tables(printed);
    assertThat(tables).as("it printed%n%s", printed).hasSize(queries.length);
    return tables;
  }

  /** The rows of each table that {@code sql} has printed, as cells. */
  static List<List<List<String>>> tables(String printed) {
    List<List<List<String>>> tables = new ArrayList<>();
    int rules = 0;
    for (String line : printed.lines().toList()) {
      if (line.startsWith("+")) {
        // A table has three rules: above the header, below it, and at the end.
        if (rules % 3 == 0) {
          tables.add(new ArrayList<>());
        }
        rules++;
      } else if (line.startsWith("|") && rules % 3 == 2) {
        tables
            .get(tables.size() - 1)
            .add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return tables;
  }

  private static Run runWith(String input, Path folder, String... command)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile(folder, "stdin", ".txt");
    Files.writeString(in, input);
    return run(builder(folder, command).redirectInput(in.toFile()), folder);
  }

  private static ProcessBuilder builder(Path folder, String... command) {
    List<String> line = new ArrayList<>(List.of(ROOT.resolve("mimicknet").toString()));
    line.addAll(Arrays.asList(command));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    if (!command[0].equals("benchmark")) {
      QuickJvm.set(builder.environment());
    }
    return builder;
  }
}
