/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.Cli;
import org.mimicknet.tests.QuickJvm;

/** The job jars in the PySpark of each line, as PyPI has it: tests/python/spark. */
class PySparkIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  @TempDir private Path folder;

  /** A PySpark, the build for it, and what else it takes. */
  enum Line {
    SPARK_3_5(PySpark.SPARK_3_5, "spark3_2.12"),
    SPARK_4_0(PySpark.SPARK_4_0, "spark4_2.13"),
    SPARK_4_2(PySpark.SPARK_4_2, "spark4_2.13");

    private final String version;
    private final String build;

    Line(String version, String build) {
      this.version = version;
      this.build = build;
    }

    PySpark pyspark() {
      return PySpark.version(version);
    }

    /** Jars, comma-separated. */
    String beside() throws IOException {
      List<Path> jars =
          this == SPARK_3_5 ? List.of(PySpark.jar("spark-connect_2.12-")) : pyspark().delta();
      return jars.stream().map(Path::toString).collect(Collectors.joining(","));
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

  /** It reads the types of the newest only. */
  @ParameterizedTest
  @EnumSource(names = "SPARK_4_2")
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
    QuickJvm.set(environment);
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
    Cli.Run run = Cli.run(builder.directory(folder.toFile()), folder).succeeded();
    return run.out() + run.err();
  }

  private static Path jar(String build) throws IOException {
    return new BuiltLine(ROOT, build).required().jobJar();
  }
}
