/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.QuickJvm;

/** The program in a JVM that stays for the next command, until one fails. */
final class DrivenProgram implements AutoCloseable {
  private static final BuiltLine LINE = BuiltLine.tested();

  private final Path folder;
  private final Map<String, String> settings;
  private Process process;
  private Path err;

  /**
   * Not yet started.
   *
   * @param folder where it runs
   * @param settings of Spark
   */
  DrivenProgram(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Runs a command to its end. */
  Cli.Run run(String... words) throws IOException, InterruptedException {
    return run(Commands.NO_INPUT, List.of(words));
  }

  /** Runs statements of SQL on a warehouse. */
  Cli.Run sql(String warehouse, String script) throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".sql"), script);
    return run(in.toString(), List.of("sql", "--warehouse", warehouse));
  }

  private Cli.Run run(String input, List<String> words) throws IOException, InterruptedException {
    if (process == null || !process.isAlive()) {
      start();
    }
    long before = Files.size(err);
    Writer asked = process.outputWriter();
    asked.write(input + "\t" + String.join("\t", words) + "\n");
    asked.flush();
    StringBuilder out = new StringBuilder();
    int code = 0;
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); ; line = said.readLine()) {
      if (line == null) {
        code = process.waitFor();
        break;
      }
      if (line.equals(Commands.DONE)) {
        break;
      }
      out.append(line).append('\n');
    }
    return new Cli.Run(code, out.toString(), Files.readString(err).substring((int) before));
  }

  private void start() throws IOException {
    err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words()).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    process = builder.start();
  }

  private List<String> words() throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + LINE.root().resolve("conf/jvm.options"));
    words.add("-Xmx1g");
    words.addAll(QuickJvm.FLAGS);
    words.add("-Dfile.encoding=UTF-8");
    words.add("-Dlog4j2.configurationFile=" + LINE.root().resolve("conf/log4j2.properties"));
    words.addAll(List.of("-cp", classPath(), "org.apache.spark.deploy.SparkSubmit"));
    words.addAll(List.of("--master", "local[2]"));
    words.addAll(List.of("--properties-file", LINE.root().resolve("conf/local.conf").toString()));
    words.addAll(List.of("--conf", "spark.ui.enabled=false"));
    settings.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    words.addAll(List.of("--class", Commands.class.getName(), "spark-internal"));
    return words;
  }

  private static String classPath() throws IOException {
    List<Path> parts = new ArrayList<>();
    parts.add(LINE.folder("tests").resolve("test-classes"));
    parts.add(LINE.jobJar());
    parts.addAll(LINE.libraries());
    return parts.stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  /** Ends it by the end of its input. */
  @Override
  public void close() throws IOException {
    if (process == null) {
      return;
    }
    process.outputWriter().close();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
