/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.yarn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.QuickJvm;

/** {@link MiniYarn} in a JVM of its own, and the job jar submitted to it by Spark's own client. */
final class YarnCluster implements AutoCloseable {
  private static final BuiltLine LINE = BuiltLine.tested();

  /** A machine of a laptop's size; the page would need YARN's proxy. */
  private static final List<String> SMALL =
      List.of(
          "spark.driver.memory=700m",
          "spark.executor.memory=512m",
          "spark.executor.instances=1",
          "spark.sql.shuffle.partitions=1",
          "spark.ui.enabled=false");

  private final Path folder;
  private final Path settings;
  private final Process yarn;

  /** Starts it and waits for it. Logs of containers lie in the folder. */
  YarnCluster(Path folder) throws IOException {
    this.folder = folder;
    this.settings = Files.createDirectory(folder.resolve("settings"));
    Path log = folder.resolve("yarn.log");
    List<Path> classPath = new ArrayList<>();
    classPath.add(LINE.root().resolve("tests/target/test-classes"));
    classPath.addAll(jarsForYarn());
    classPath.addAll(LINE.libraries());
    yarn =
        java(classPath, List.of("-Xmx512m"), List.of(MiniYarn.class.getName(), settings.toString()))
            .redirectError(log.toFile())
            .start();
    Stream<String> lines = yarn.inputReader().lines();
    if (lines.noneMatch(line -> line.contains(MiniYarn.STARTED))) {
      throw new AssertionError("YARN did not start:\n" + Files.readString(log));
    }
  }

  /**
   * Submits a command of the program as {@code conf/local.conf} and {@code more} set it, and waits
   * for its end.
   */
  Cli.Run submit(String deployMode, List<String> more, String... command)
      throws IOException, InterruptedException {
    List<Path> classPath = new ArrayList<>(LINE.libraries());
    classPath.addAll(sparkForYarn());
    String jars = classPath.stream().map(jar -> "local:" + jar).collect(Collectors.joining(","));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "yarn"));
    arguments.addAll(List.of("--deploy-mode", deployMode));
    arguments.addAll(
        List.of("--properties-file", LINE.root().resolve("conf/local.conf").toString()));
    arguments.addAll(List.of("--conf", "spark.yarn.jars=" + jars));
    arguments.addAll(List.of("--conf", "spark.yarn.stagingDir=" + folder.resolve("staging")));
    SMALL.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
    more.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
    arguments.addAll(List.of("--class", "org.mimicknet.jobs.Main", LINE.jobJar().toString()));
    arguments.addAll(List.of(command));
    classPath.add(settings);
    ProcessBuilder submit = java(classPath, List.of("-Xmx1g"), arguments);
    submit.environment().put("HADOOP_CONF_DIR", settings.toString());
    return Cli.run(submit, folder);
  }

  /** What all containers have written so far, of their start and by themselves. */
  String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("target"))) {
      for (Path file :
          files.filter(path -> path.getFileName().toString().matches("std(out|err)")).toList()) {
        logs.append(Files.readString(file));
      }
    }
    return logs.toString();
  }

  @Override
  public void close() throws IOException {
    yarn.getOutputStream().close();
    yarn.onExit().join();
  }

  private ProcessBuilder java(List<Path> classPath, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + LINE.root().resolve("conf/jvm.options"));
    command.addAll(QuickJvm.FLAGS);
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  private static List<Path> jarsForYarn() throws IOException {
    try (Stream<Path> jars = Files.list(LINE.folder("tests").resolve("yarn"))) {
      return jars.sorted().toList();
    }
  }

  private static List<Path> sparkForYarn() throws IOException {
    return jarsForYarn().stream()
        .filter(jar -> jar.getFileName().toString().startsWith("spark-yarn_"))
        .toList();
  }
}
