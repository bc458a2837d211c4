/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.QuickJvm;

/** A line of Spark: the job jar that is built for it, on the local Spark of that line. */
enum Line {
  SPARK3_SCALA212("spark3_2.12"),
  SPARK3_SCALA213("spark3_2.13"),
  SPARK4("spark4_2.13");

  private static final Path ROOT = BuiltLine.tested().root();
  private static final long LIMIT_MINUTES = 20;

  private final String build;

  Line(String build) {
    this.build = build;
  }

  private BuiltLine built() {
    return new BuiltLine(ROOT, build);
  }

  /** Skips a test where one of the lines is not built. */
  static void requireAll() throws IOException {
    for (Line line : values()) {
      line.built().required();
    }
  }

  /** How commit logs name the program that made a commit of this line. */
  String engine() {
    return this == SPARK4 ? "Apache-Spark/4" : "Apache-Spark/3";
  }

  /**
   * Runs commands one after the other in one JVM.
   *
   * @param folder where they run, and where their output is kept
   * @param script standard input of the last one
   * @return standard output
   */
  String run(Path folder, String script, List<List<String>> commands)
      throws IOException, InterruptedException {
    return end(start(folder, script, commands));
  }

  /**
   * Commands that run.
   *
   * @param out the file of standard output
   * @param err the file of standard error
   */
  record Running(Process process, Path out, Path err) implements AutoCloseable {
    void stop() {
      process.destroyForcibly();
    }

    /** None outlives the test that started it. */
    @Override
    public void close() {
      stop();
    }
  }

  /** Starts what {@link #run} runs. */
  Running start(Path folder, String script, List<List<String>> commands) throws IOException {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".sql"), script);
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words(commands))
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return new Running(builder.start(), out, err);
  }

  /** Waits for the end, which has to be a success, and gives standard output. */
  String end(Running running) throws IOException, InterruptedException {
    if (!running.process().waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      running.stop();
    }
    String out = Files.readString(running.out());
    assertThat(running.process().waitFor())
        .as("exit code of %s; it said%n%s%n%s", build, out, Files.readString(running.err()))
        .isZero();
    return out;
  }

  private List<String> words(List<List<String>> commands) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + ROOT.resolve("conf/jvm.options"));
    words.add("-Xmx1g");
    words.addAll(QuickJvm.FLAGS);
    words.add("-Dfile.encoding=UTF-8");
    words.add("-Dlog4j2.configurationFile=" + ROOT.resolve("conf/log4j2.properties"));
    words.addAll(List.of("-cp", classPath(), "org.apache.spark.deploy.SparkSubmit"));
    words.addAll(List.of("--master", "local[2]"));
    words.addAll(List.of("--properties-file", ROOT.resolve("conf/local.conf").toString()));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    words.addAll(List.of("--class", Commands.class.getName(), "spark-internal"));
    for (List<String> command : commands) {
      if (command != commands.get(0)) {
        words.add(Commands.NEXT);
      }
      words.addAll(command);
    }
    return words;
  }

  private String classPath() throws IOException {
    List<Path> parts = new ArrayList<>();
    parts.add(ROOT.resolve("tests/target/test-classes"));
    parts.add(built().jobJar());
    parts.addAll(built().libraries());
    return parts.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
