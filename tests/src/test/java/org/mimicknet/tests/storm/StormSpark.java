/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.mimicknet.jobs.ManyCommands;
import org.mimicknet.spark.SparkBuild;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.QuickJvm;

/** The job jar on its own Spark, as drivers, workers and executors of the storm are started. */
final class StormSpark {
  private final Path home;
  private final BuiltLine line = BuiltLine.tested();
  private final String classPath;

  /** Classes as a JVM keeps them in memory: others start seconds faster. */
  private final Path archive;

  /** What a driver needs around it lies in the folder. */
  StormSpark(Path folder) throws IOException {
    this.home = folder.resolve("spark");
    // Workers look for it; executors take the jars of the class path.
    Files.createDirectories(home.resolve("jars"));
    this.archive = folder.resolve("classes.jsa");
    this.classPath =
        Stream.concat(
                Stream.of(line.jobJar()),
                Stream.concat(line.libraries().stream(), Stream.of(faults(folder))))
            .map(Path::toString)
            .collect(Collectors.joining(":"));
  }

  /** What tests add to drivers and executors, as a jar: Java archives no classes of folders. */
  private static Path faults(Path folder) throws IOException {
    Path jar = folder.resolve("faults.jar");
    Path classes = BuiltLine.tested().folder("tests").resolve("test-classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> some : List.of(StormSpark.class, ManyCommands.class)) {
        Path packageFolder = classes.resolve(some.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(packageFolder)) {
          for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
            out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
            Files.copy(file, out);
          }
        }
      }
    }
    return jar;
  }

  /** Of a JVM that writes the classes that it has loaded for others, when it ends. */
  String archiving() {
    return "-XX:ArchiveClassesAtExit=" + archive;
  }

  private String archived() {
    return "-XX:SharedArchiveFile=" + archive;
  }

  /** A class in a JVM of its own, with the job jar, all of Spark and the faults. */
  ProcessBuilder java(String heap, String... mainAndArguments) {
    return java(heap, archived(), mainAndArguments);
  }

  /** The same with a flag for the archive of classes. */
  ProcessBuilder java(String heap, String archiveFlag, String[] mainAndArguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + line.root().resolve("conf/jvm.options"),
                // As executors have it: with another kernel the last digits of metrics differ.
                "--add-modules=jdk.incubator.vector",
                archiveFlag,
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Xlog:cds*=off",
                "-Xlog:cds*=off:stderr",
                "-Dlog4j2.configurationFile=" + line.root().resolve("conf/log4j2.properties"),
                "-cp",
                classPath));
    command.addAll(1, QuickJvm.FLAGS);
    command.addAll(Arrays.asList(mainAndArguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME", home.toString(),
                "SPARK_SCALA_VERSION", SparkBuild.scala(),
                "SPARK_LOCAL_IP", "127.0.0.1",
                "JAVA_HOME", System.getProperty("java.home")));
    return builder;
  }

  /** A daemon of Spark, which logs as Spark does: that it has started is read there. */
  ProcessBuilder daemon(String... mainAndArguments) {
    ProcessBuilder builder = java("200m", mainAndArguments);
    builder.command().removeIf(argument -> argument.startsWith("-Dlog4j2."));
    return builder;
  }

  /** The settings of one attempt. */
  List<String> settings(String master, Map<String, String> more) throws IOException {
    List<String> settings = new ArrayList<>();
    for (String row : Files.readAllLines(line.root().resolve("conf/local.conf"))) {
      if (row.startsWith("spark.")) {
        settings.add(row.replaceFirst("\\s+", "="));
      }
    }
    settings.add("spark.master=" + master);
    settings.add("spark.ui.enabled=false");
    if (!master.startsWith("local[")) {
      settings.add("spark.executor.memory=500m");
      settings.add("spark.executor.extraClassPath=" + classPath);
      settings.add(
          "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:cds*=off "
              + archived());
    }
    more.forEach((key, value) -> settings.add("%s=%s".formatted(key, value)));
    return settings;
  }

  /** Settings under which the faults happen, on driver and executors. */
  static Map<String, String> disturbed(
      String attempt, List<Fault> faults, long seed, Path log, Path victim) {
    return Map.of(
        "spark.hadoop.fs.file.impl",
        StormDisk.class.getName(),
        "spark.hadoop.fs.AbstractFileSystem.file.impl",
        StormCommits.class.getName(),
        "spark.hadoop." + Faults.ATTEMPT,
        attempt,
        "spark.hadoop." + Faults.PLAN,
        Fault.text(faults),
        "spark.hadoop." + Faults.SEED,
        String.format(Locale.ROOT, "%d", seed),
        "spark.hadoop." + Faults.LOG,
        log.toString(),
        "spark.hadoop." + Faults.VICTIM,
        victim.toString());
  }
}
