/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.inference.vector.OtherJava;

/** The launcher as others than its builder meet it. */
class LauncherIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final String OTHER_USER = "65534";

  /** Spark opens this package, which Java 24 has removed, on every Java. */
  private static final String OF_SPARK_ON_NEW_JAVA =
      "WARNING: package sun.security.action not in java.base";

  /** Umlauts stand in a script, for this JVM may itself run in a locale that has none. */
  private static final String AS_CRON =
      """
      set -e
      cd "$1"
      mkdir -p in/Köln
      cp frame.mat in/Köln/Müller.mat
      run() { LC_ALL=C LANG=C $AS_USER "$LAUNCHER" "$@"; }
      run ingest --input in --site Köln --warehouse out/w > out/ingest.txt
      run sql --warehouse out/w "SELECT site, source_path, status FROM frames" > out/sql.txt
      """;

  @TempDir private Path folder;

  @Test
  void anotherUserUnderCronReadsEveryFileAndGetsNothingButTheTable() throws Exception {
    Installation installation = Installation.built(folder);
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.write(work.resolve("frame.mat"), MatFrames.uncompressed(40, 33, 1));
    Path out = Files.createDirectory(work.resolve("out"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        installation.line().spark(), PosixFilePermissions.fromString("r-xr-xr-x"));
    ProcessBuilder script = new ProcessBuilder("bash", "-c", AS_CRON, "cron", work.toString());
    script.environment().put("LAUNCHER", installation.home().resolve("mimicknet").toString());
    script.environment().put("AS_USER", otherUser(installation));
    script.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    script.environment().put("JAVA_TOOL_OPTIONS", "-Duser.language=ar -Duser.country=EG");
    script.environment().put("JDK_JAVA_OPTIONS", unfitArchive(installation));

    Installation.run(script, folder).endedWith(0);

    assertThat(Files.readString(out.resolve("ingest.txt")))
        .matches("Ingest: 1 frames from 1 archives or files [^\n]*; 0 members gave no frame\n");
    assertThat(Files.readString(out.resolve("sql.txt")))
        .isEqualTo(
            """
            +----+-----------------+------+
            |site|      source_path|status|
            +----+-----------------+------+
            |Köln|Köln/Müller.mat#0|    ok|
            +----+-----------------+------+

            """);
    assertThat(installation.line().spark().resolve("mimicknet.jsa")).doesNotExist();
  }

  @Test
  void aClassArchiveOfAnotherPlaceIsMadeAnew() throws Exception {
    Installation installation = Installation.built(folder);
    Installation.run(installation.launcher("sql"), folder).succeeded();
    Path of = installation.line().spark().resolve("mimicknet.jsa.of");
    String here = Files.readString(of);
    Files.writeString(of, here.replace(folder.toString(), "/elsewhere"));

    assertThat(Installation.run(installation.launcher("sql"), folder).succeeded().err())
        .contains("preparing for fast starts");
    assertThat(of).hasContent(here);
    assertThat(Installation.run(installation.launcher("sql"), folder).succeeded().err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8", ""})
  void javaRunsInAUtf8LocaleAndInEnglish(String locale) throws Exception {
    ProcessBuilder launcher = Installation.built(folder).launcher("sql", "--warehouse", "w");
    launcher.environment().put("LC_ALL", locale);
    launcher.environment().put("LANG", "C");

    assertThat(Installation.run(launcher, folder).succeeded().out().lines())
        .contains("LC_ALL=C.UTF-8", "-Duser.language=en", "-Duser.country=US", "local[*,4]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ERROR] No network", "Killed"})
  void aFailedBuildEndsWith4AndSaysWhy(String reason) throws Exception {
    Installation installation =
        Installation.unbuilt(folder)
            .program("mvn", "#!/bin/bash\necho '[WARNING] old'\necho '" + reason + "'\nexit 1\n");

    Cli.Run run = Installation.run(installation.launcher("demo"), folder).endedWith(4);

    assertThat(run.err()).contains(reason).contains("The build failed; the whole output of Maven");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatOnlyPartOfTheTrainingJarsLeavesIsNotTakenForAll() throws Exception {
    Installation installation =
        Installation.built(folder)
            .program(
                "mvn",
                """
                #!/bin/bash
                folder=${@: -1}
                mkdir -p "${folder#-Dtraining.jars=}"
                exit 1
                """);

    Installation.run(installation.launcher("train"), folder).endedWith(4);
    Cli.Run again = Installation.run(installation.launcher("train"), folder).endedWith(4);

    assertThat(again.err()).contains("fetching PyTorch");
  }

  @Test
  void ofTwoFirstRunsAtOnceOneBuildsAndBothRun() throws Exception {
    Path builds = folder.resolve("builds");
    Path waiting = folder.resolve("waiting");
    Path built = folder.resolve("built");
    Installation installation = Installation.unbuilt(folder);
    installation
        .program(
            "flock", "#!/bin/bash\necho > '%s'\nexec /usr/bin/flock \"$@\"\n".formatted(waiting))
        .program(
            "mvn",
            "#!/bin/bash\necho >> '%s'\nread -r < '%s'\n".formatted(builds, built)
                + Installation.build(installation.line()));
    makeFifo(waiting);
    makeFifo(built);

    Process first = installation.launcher("sql").start();
    Process second = installation.launcher("sql").start();
    awaitTwoLines(waiting);
    Files.writeString(built, "go\n");

    for (Process each : List.of(first, second)) {
      assertThat(each.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(each.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void whereNothingCanBeLockedItBuildsAndRuns() throws Exception {
    Installation installation = Installation.unbuilt(folder);
    installation
        .program("flock", "#!/bin/bash\necho 'flock: 9: Bad file descriptor' >&2\nexit 65\n")
        .program("mvn", "#!/bin/bash\n" + Installation.build(installation.line()));

    assertThat(Installation.run(installation.launcher("sql"), folder).succeeded().err())
        .doesNotContain("flock");
  }

  @Test
  void aJavaThatDoesNotStartIsShown() throws Exception {
    Installation installation =
        Installation.unbuilt(folder)
            .program(
                "java",
                """
                #!/bin/bash
                echo 'Picked up JAVA_TOOL_OPTIONS: -Xmxfoo' >&2
                echo 'Invalid maximum heap size: -Xmxfoo' >&2
                exit 1
                """);

    assertThat(Installation.run(installation.launcher("sql"), folder).endedWith(4).err())
        .startsWith("mimicknet: Java does not start")
        .contains("Invalid maximum heap size: -Xmxfoo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark3", "spark3_2x12", "spark3_2.12 spark3_2.13", " spark3_2.12"})
  void aBuildThatIsNotThereIsWrongUsageAndThoseThatAreThereAreNamed(String build) throws Exception {
    Installation installation = Installation.unbuilt(folder);

    assertThat(
            Installation.run(installation.launcher("--build", build, "demo"), folder)
                .endedWith(1)
                .err())
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
            Installation.run(installation.launcher("--build", "spark3_2.12", "demo"), folder)
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
            Installation.run(installation.launcher("--build", "spark4_2.13", "demo"), folder)
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

    Cli.Run first = Installation.run(installation.launcher("--build", build, "sql"), folder);
    ProcessBuilder launcher = installation.launcher("sql");
    launcher.environment().put("MIMICKNET_BUILD", build);
    Cli.Run second = Installation.run(launcher, folder);

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
    Installation.run(installation.launcher("sql"), folder).succeeded();
    assertThat(asked).doesNotExist();

    Path notebooks = Files.createDirectory(installation.home().resolve("notebooks"));
    Files.createFile(notebooks.resolve("mimicknet_spark.py"));
    Installation.run(installation.launcher("sql"), folder).succeeded();

    assertThat(asked).exists();
  }

  @Test
  void aReleaseFetchesItsSparkAloneAndRunsTheJarBesideTheLauncher() throws Exception {
    Installation installation = Installation.released(folder);
    Path home = installation.home();
    Path asked = releaseThatFetches(installation);

    Cli.Run run = Installation.run(installation.launcher("sql"), folder).succeeded();

    assertThat(asked).content().contains("-f " + home.resolve("spark/pom.xml") + " package");
    assertThat(run.out().lines())
        .contains(home.resolve(installation.line().jobJar().getFileName()).toString());
  }

  @Test
  void aReleaseThatWasUnpackedOverAnOlderOneFetchesItsOwnSparkOnce() throws Exception {
    Installation installation = Installation.released(folder);
    Path pom = installation.home().resolve("spark/pom.xml");
    Path asked = releaseThatFetches(installation);
    Installation.run(installation.launcher("sql"), folder).succeeded();
    Installation.run(installation.launcher("sql"), folder).succeeded();
    assertThat(Files.readAllLines(asked)).hasSize(1);

    Files.writeString(pom, "newer");
    // Of an archive, files keep the times at which they were packed.
    Files.setLastModifiedTime(pom, FileTime.from(Instant.EPOCH));
    Installation.run(installation.launcher("sql"), folder).succeeded();
    Installation.run(installation.launcher("sql"), folder).succeeded();

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
    Installation.run(program(home, build, "ingest", "--input", "empty", "--warehouse", "w"), folder)
        .endedWith(2);
    Cli.Run query =
        Installation.run(program(home, build, "sql", "--warehouse", "w", "SELECT 1 AS one"), folder)
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

  private static void makeFifo(Path file) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
  }

  private static void awaitTwoLines(Path fifo) throws IOException, InterruptedException {
    Process reader =
        new ProcessBuilder(
                "bash", "-c", "exec 3<> \"$1\"; read -r -u 3; read -r -u 3", "two", fifo.toString())
            .start();
    try {
      assertThat(reader.waitFor(1, TimeUnit.MINUTES)).as("both ask for the lock").isTrue();
    } finally {
      reader.destroy();
    }
  }

  /** Runs what follows as a user who sees nothing of the builder's. */
  private static String otherUser(Installation installation)
      throws IOException, InterruptedException {
    assumeTrue(System.getProperty("user.name").equals("root"), "Only root may run as another user");
    String prefix =
        "setpriv --reuid %s --regid %s --clear-groups".formatted(OTHER_USER, OTHER_USER);
    Process looks =
        new ProcessBuilder(
                "bash", "-c", prefix + " test -r \"$1\"", "test", installation.home().toString())
            .start();
    assumeTrue(looks.waitFor() == 0, "Another user may not look into the folder of this test");
    return prefix;
  }

  /** What makes the JVM warn at each start. */
  private String unfitArchive(Installation installation) throws IOException, InterruptedException {
    Path archive = folder.resolve("other.jsa");
    Path jar = installation.line().jobJar();
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + archive,
                "-cp",
                jar.toString(),
                "picocli.AutoComplete",
                "--help")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("archive.log").toFile())
            .start();
    java.waitFor();
    assertThat(archive).exists();
    return "-XX:SharedArchiveFile=" + archive;
  }
}
