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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as others than its builder meet it. */
class LauncherIT {
  private static final String OTHER_USER = "65534";

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

    Cli.run(script, folder).endedWith(0);

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
    Cli.run(installation.launcher("sql"), folder).succeeded();
    Path of = installation.line().spark().resolve("mimicknet.jsa.of");
    String here = Files.readString(of);
    Files.writeString(of, here.replace(folder.toString(), "/elsewhere"));

    assertThat(Cli.run(installation.launcher("sql"), folder).succeeded().err())
        .contains("preparing for fast starts");
    assertThat(of).hasContent(here);
    assertThat(Cli.run(installation.launcher("sql"), folder).succeeded().err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_YY.UTF-8", ""})
  void javaRunsInAUtf8LocaleAndInEnglish(String locale) throws Exception {
    ProcessBuilder launcher = Installation.built(folder).launcher("sql", "--warehouse", "w");
    launcher.environment().put("LC_ALL", locale);
    launcher.environment().put("LANG", "C");

    assertThat(Cli.run(launcher, folder).succeeded().out().lines())
        .contains("LC_ALL=C.UTF-8", "-Duser.language=en", "-Duser.country=US", "local[*,4]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ERROR] No network", "Killed"})
  void aFailedBuildEndsWith4AndSaysWhy(String reason) throws Exception {
    Installation installation =
        Installation.unbuilt(folder)
            .program("mvn", "#!/bin/bash\necho '[WARNING] old'\necho '" + reason + "'\nexit 1\n");

    Cli.Run run = Cli.run(installation.launcher("demo"), folder).endedWith(4);

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

    Cli.run(installation.launcher("train"), folder).endedWith(4);
    Cli.Run again = Cli.run(installation.launcher("train"), folder).endedWith(4);

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

    assertThat(Cli.run(installation.launcher("sql"), folder).succeeded().err())
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

    assertThat(Cli.run(installation.launcher("sql"), folder).endedWith(4).err())
        .startsWith("mimicknet: Java does not start")
        .contains("Invalid maximum heap size: -Xmxfoo");
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
