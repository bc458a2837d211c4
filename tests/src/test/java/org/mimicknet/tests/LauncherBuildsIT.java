/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.inference.vector.OtherJava;

/** The launcher of each build, and that of a release. */
class LauncherBuildsIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  /** Spark opens this package, which Java 24 has removed, on every Java. */
  private static final String OF_SPARK_ON_NEW_JAVA =
      "WARNING: package sun.security.action not in java.base";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"spark3", "spark3_2x12", "spark3_2.12 spark3_2.13", " spark3_2.12"})
  void aBuildThatIsNotThereIsWrongUsageAndThoseThatAreThereAreNamed(String build) throws Exception {
    Installation installation = Installation.unbuilt(folder);

    assertThat(Cli.run(installation.launcher("--build", build, "demo"), folder).endedWith(1).err())
        .isEqualTo(
            """
            mimicknet: There is no build '%s'. There are: spark3_2.12 spark3_2.13 spark4_2.13
            """
                .formatted(build));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21.0.4", "25", "25-ea"})
  void theDefaultBuildNamesTheOneThatANewerJavaRuns(String version) throws Exception {
    Installation installation = Installation.unbuilt(folder).java(version);

    assertThat(
            Cli.run(installation.launcher("--build", "spark3_2.12", "demo"), folder)
                .endedWith(4)
                .err())
        .contains("needs Java 17, and")
        .contains("is Java " + version + ".")
        .contains("apt-get install openjdk-17-jdk")
        .contains("or take --build spark4_2.13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_372", "11.0.2", "26"})
  void aJavaThatNoBuildRunsOnIsRefused(String version) throws Exception {
    Installation installation = Installation.unbuilt(folder).java(version);

    assertThat(
            Cli.run(installation.launcher("--build", "spark4_2.13", "demo"), folder)
                .endedWith(4)
                .err())
        .contains("needs Java 17 or 21 or 25, and")
        .contains("is Java " + version + ".")
        .doesNotContain("or take");
  }

  @ParameterizedTest
  @CsvSource({
    "spark3_2.12, 17.0.1, spark3-scala2.12",
    "spark3_2.13, 17.0.1, spark3-scala2.13",
    "spark4_2.13, 25.0.1, spark4",
    "spark4_2.13, 25-ea, spark4"
  })
  void theBuildThatIsAskedForIsBuiltOnceAndRuns(String build, String java, String profile)
      throws Exception {
    Installation installation = Installation.unbuilt(folder).java(java);
    BuiltLine line = new BuiltLine(installation.home(), build);
    Path asked = folder.resolve("asked");
    installation.program(
        "mvn", "#!/bin/bash\necho \"$@\" >> '%s'\n%s".formatted(asked, Installation.build(line)));

    Cli.Run first = Cli.run(installation.launcher("--build", build, "sql"), folder);
    ProcessBuilder launcher = installation.launcher("sql");
    launcher.environment().put("MIMICKNET_BUILD", build);
    Cli.Run second = Cli.run(launcher, folder);

    assertThat(asked)
        .hasContent("-B -ntp -P%s -pl jobs,jobs/spark -am -DskipTests package".formatted(profile));
    for (Cli.Run run : List.of(first, second)) {
      assertThat(run.succeeded().out().lines()).contains(line.jobJar().toString());
    }
  }

  @Test
  void aJobJarThatIsOlderThanItsPythonSideIsBuiltAnew() throws Exception {
    Installation installation = Installation.built(folder);
    Path asked = folder.resolve("asked");
    installation.program("mvn", "#!/bin/bash\necho \"$@\" >> '%s'\n".formatted(asked));
    Cli.run(installation.launcher("sql"), folder).succeeded();
    assertThat(asked).doesNotExist();

    Path notebooks = Files.createDirectory(installation.home().resolve("notebooks"));
    Files.createFile(notebooks.resolve("mimicknet_spark.py"));
    Cli.run(installation.launcher("sql"), folder).succeeded();

    assertThat(asked).exists();
  }

  @Test
  void aReleaseFetchesItsSparkAloneAndRunsTheJarBesideTheLauncher() throws Exception {
    Installation installation = Installation.released(folder);
    Path home = installation.home();
    Path asked = releaseThatFetches(installation);

    Cli.Run run = Cli.run(installation.launcher("sql"), folder).succeeded();

    assertThat(asked).content().contains("-f " + home.resolve("spark/pom.xml") + " package");
    assertThat(run.out().lines())
        .contains(home.resolve(installation.line().jobJar().getFileName()).toString());
  }

  @Test
  void aReleaseThatWasUnpackedOverAnOlderOneFetchesItsOwnSparkOnce() throws Exception {
    Installation installation = Installation.released(folder);
    Path pom = installation.home().resolve("spark/pom.xml");
    Path asked = releaseThatFetches(installation);
    Cli.run(installation.launcher("sql"), folder).succeeded();
    Cli.run(installation.launcher("sql"), folder).succeeded();
    assertThat(Files.readAllLines(asked)).hasSize(1);

    Files.writeString(pom, "newer");
    // Of an archive, files keep the times at which they were packed.
    Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH));
    Cli.run(installation.launcher("sql"), folder).succeeded();
    Cli.run(installation.launcher("sql"), folder).succeeded();

    assertThat(Files.readAllLines(asked)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"spark3_2.13, 17", "spark4_2.13, 25"})
  void theProgramOfAnotherBuildAnswersAndTheJvmWarnsOfNothing(String build, int java)
      throws Exception {
    BuiltLine line = new BuiltLine(ROOT, build).required();
    Path home = OtherJava.home(java).orElse(Path.of(System.getProperty("java.home")));
    Files.createDirectory(folder.resolve("empty"));

    // What is read of nothing is an error, and leaves a warehouse.
    Cli.run(program(home, build, "ingest", "--input", "empty", "--warehouse", "w"), folder)
        .endedWith(2);
    Cli.Run query =
        Cli.run(program(home, build, "sql", "--warehouse", "w", "SELECT 1 AS one"), folder)
            .succeeded();

    assertThat(query.out())
        .isEqualTo(
            """
            +---+
            |one|
            +---+
            |  1|
            +---+

            """);
    assertThat(line.spark().resolve("mimicknet.jsa")).isNotEmptyFile();
    assertThat(query.err().lines().filter(said -> !said.equals(OF_SPARK_ON_NEW_JAVA))).isEmpty();
  }

  /** The launcher of this tree and the program that is built in it. */
  private ProcessBuilder program(Path javaHome, String build, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(ROOT.resolve("mimicknet").toString(), "--build", build)
            .directory(folder.toFile());
    builder.command().addAll(List.of(arguments));
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /** Gives a release a Maven that writes into a file how it was called. */
  private Path releaseThatFetches(Installation installation) throws IOException {
    Path home = installation.home();
    Path asked = folder.resolve("asked");
    Path spark = home.resolve(home.resolve("jobs").relativize(installation.line().spark()));
    Files.createDirectory(home.resolve("spark"));
    Files.writeString(home.resolve("spark/pom.xml"), "older");
    installation.program(
        "mvn",
        "#!/bin/bash\necho \"$@\" >> '%s'\nmkdir -p '%s'\necho -n > '%s/spark.classpath'\n"
            .formatted(asked, spark, spark));
    return asked;
  }
}
