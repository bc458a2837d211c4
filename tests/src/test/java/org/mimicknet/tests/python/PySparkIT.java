/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.tests.BuiltLine;

/** The job jars in the PySpark of each line, as PyPI has it: tests/python/spark. */
class PySparkIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  /** Put there by the pom of this module: what the PySpark of PyPI is without. */
  private static final Path JARS = ROOT.resolve("tests/target/pyspark/jars");

  private static final long LIMIT_MINUTES = 10;

  @TempDir private Path folder;

  /** A PySpark, the build for it, and what else it takes. */
  enum Line {
    SPARK_3_5("3.5.9", "spark3_2.12", "spark-connect_2.12"),
    SPARK_4_0("4.0.5", "spark4_2.13", "delta-spark_4.0_2.13", "delta-storage", "delta-kernel"),
    SPARK_4_2("4.2.1", "spark4_2.13", "delta-spark_4.2_2.13", "delta-storage", "delta-kernel");

    private final String version;
    private final String build;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> beside;

    Line(String version, String build, String... beside) {
      this.version = version;
      this.build = build;
      this.beside = List.of(beside);
    }

    PySpark pyspark() {
      return PySpark.version(version);
    }

    /** Jars, comma-separated. */
    String beside() throws IOException {
      try (Stream<Path> jars = Files.list(JARS)) {
        return jars.filter(
                jar -> beside.stream().anyMatch(jar.getFileName().toString()::startsWith))
            .map(Path::toString)
            .sorted()
            .collect(Collectors.joining(","));
      }
    }
  }

  @BeforeAll
  static void makeAllEnvironmentsAtOnce() throws InterruptedException {
    List<Thread> threads =
        Arrays.stream(Line.values())
            .map(line -> new Thread(line::pyspark, "makes PySpark " + line.version))
            .toList();
    // What goes wrong comes again, and is reported, where a test asks for its environment.
    threads.forEach(thread -> thread.setUncaughtExceptionHandler((of, failure) -> {}));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sqlTransformerAndPixelsInASession(Line line) throws Exception {
    Path jar = jar(line.build);
    List<String> command = new ArrayList<>();
    command.add(line.pyspark().home().resolve("bin/spark-submit").toString());
    command.addAll(List.of("--master", "local[2]", "--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--jars", jar + "," + line.beside(), "--py-files", jar.toString()));

    succeeds(line, "session_test.py", command, Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void sqlByAServerOfSparkConnect(Line line) throws Exception {
    succeeds(line, "connect_test.py", python(line), Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void withoutTheJarOrWithThatOfAnotherLine(Line line) throws Exception {
    List<String> others = new ArrayList<>();
    for (BuiltLine other : BuiltLine.all()) {
      if (!other.build().equals(line.build)) {
        others.add(other.required().jobJar().toString());
      }
    }

    succeeds(
        line,
        "mismatch_test.py",
        python(line),
        Map.of("MIMICKNET_OTHERS", String.join(",", others)));
  }

  @ParameterizedTest
  @EnumSource
  void mypyFindsNothing(Line line) throws Exception {
    List<String> command = new ArrayList<>(python(line));
    command.addAll(List.of("-m", "mypy", "--strict", "--follow-imports=silent"));
    command.add(ROOT.resolve("notebooks/mimicknet_spark.py").toString());

    assertThat(run(new ProcessBuilder(command)))
        .contains("Success: no issues found in 1 source file");
  }

  private static List<String> python(Line line) {
    return List.of(line.pyspark().python().toString());
  }

  /** Runs a file of tests to its end. */
  private void succeeds(Line line, String file, List<String> program, Map<String, String> settings)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.add(ROOT.resolve("tests/python/spark").resolve(file).toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_HOME", line.pyspark().home().toString());
    environment.put("PYSPARK_PYTHON", line.pyspark().python().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONPATH", file.startsWith("session") ? "" : "" + ROOT.resolve("notebooks"));
    environment.put("MIMICKNET_JAR", jar(line.build).toString());
    environment.put("MIMICKNET_BESIDE", line.beside());
    environment.putAll(settings);

    assertThat(run(builder)).containsPattern("(?m)^Ran [1-9][0-9]* tests? in ").contains("\nOK\n");
  }

  /** What it printed. */
  private String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path log = folder.resolve("log.txt");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String printed = Files.readString(log);
    assertThat(ended).as("It ends; it printed%n%s", printed).isTrue();
    assertThat(process.exitValue()).as("exit code; it printed%n%s", printed).isZero();
    return printed;
  }

  private static Path jar(String build) throws IOException {
    return new BuiltLine(ROOT, build).required().jobJar();
  }
}
