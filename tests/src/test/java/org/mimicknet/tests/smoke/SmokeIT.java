/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.simulation.DemoArchives;
import org.mimicknet.tests.BuiltLine;
import org.mimicknet.tests.QuickJvm;

/**
 * The whole program on good and hostile archives where the platform is not as at home: it gives the
 * same rows and exit codes. The packaged jar runs without the launcher, which would protect it.
 */
class SmokeIT {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final BuiltLine LINE = BuiltLine.tested();
  private static final int BAD_INPUT = 2;
  private static final int PIXELS_OF_SOME_FRAMES = 60_000;
  private static final long LIMIT_MINUTES = 5;
  private static final List<String> TABLES = List.of("FRAMES", "ENHANCED", "STUDY_SUMMARY");

  private static final List<String> HOSTILE =
      List.of("archives-hostile", "dicom-malformed", "hdf5-malformed", "mat-malformed");

  @TempDir private static Path folder;
  private static final List<String> INPUTS = new ArrayList<>();

  /** Where it runs. */
  enum Platform {
    AT_HOME(""),
    /** As Sedona and Hudi demand it. */
    KRYO("-Dspark.serializer=org.apache.spark.serializer.KryoSerializer;-Dspark.kryo.unsafe=true"),
    /** Its i has two forms: "METADATA".toLowerCase() is another word. */
    TURKISH("-Duser.language=tr;-Duser.country=TR"),
    /** Its digits are not 0 to 9. */
    EGYPTIAN("-Duser.language=ar;-Duser.country=EG"),
    /** YARN sets this for executors: the first lack of memory ends them, caught or not. */
    KILLED_WITHOUT_MEMORY("-Xmx1g;-XX:OnOutOfMemoryError=kill %p");

    private final String flags;

    Platform(String flags) {
      this.flags = flags;
    }

    List<String> flags() {
      return flags.isEmpty() ? List.of() : Arrays.asList(flags.split(";", -1));
    }
  }

  @BeforeAll
  static void makeArchivesAndRunAtHome() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    DemoArchives.in(archives).write();
    INPUTS.add(archives.toString());
    if (SharedData.isPresent()) {
      HOSTILE.forEach(name -> INPUTS.add(SharedData.sample(name).toString()));
    }
    run(Platform.AT_HOME);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AT_HOME")
  void everyRowIsAsAtHome(Platform platform) throws Exception {
    run(platform);

    for (String table : TABLES) {
      assertThat(rows(platform, table))
          .as(table)
          .isNotEmpty()
          .containsExactlyElementsOf(rows(Platform.AT_HOME, table));
    }
    assertThat(namesInLogs(platform))
        .hasSizeGreaterThan(TABLES.size())
        .allMatch(name -> name.chars().allMatch(letter -> letter < 128), "ASCII");
  }

  @Test
  @NeedsSharedData("hostile archives")
  void theHostileSamplesWereAmongThem() throws IOException {
    assertThat(rows(Platform.AT_HOME, "FRAMES"))
        .anyMatch(row -> row.contains("COMPRESS-178-fail.tar"))
        .anyMatch(row -> row.contains("zipbomb.xlsx"))
        .anyMatch(row -> row.contains("\"status\":\"encrypted\""));
  }

  private static void run(Platform platform) throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve(platform.name()));
    Files.writeString(place.resolve(EveryCommand.CONFIG), config(place));
    Path log = place.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command(platform, place))
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor())
        .as("exit code of the last command; all of them said%n%s", Files.readString(log))
        .isEqualTo(BAD_INPUT);
    assertThat(Files.readString(log))
        .containsPattern("Replay: [1-9][0-9]* frames from [1-9][0-9]* members")
        .contains("Cannot read the model /no/such/model");
  }

  private static String config(Path place) {
    return """
        warehouse = "%s"
        input = ["%s"]
        max-failed-fraction = 1
        ingest.limit-frame-pixels = %s
        replay.reason = [limit_exceeded]
        """
        .formatted(
            place.resolve(EveryCommand.WAREHOUSE),
            String.join("\", \"", INPUTS),
            PIXELS_OF_SOME_FRAMES);
  }

  private static List<String> command(Platform platform, Path place) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + ROOT.resolve("conf/jvm.options"));
    line.addAll(QuickJvm.FLAGS);
    line.addAll(platform.flags());
    line.add("-Dlog4j2.configurationFile=" + ROOT.resolve("conf/log4j2.properties"));
    line.addAll(
        List.of(
            "-cp",
            classPath(),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            "--properties-file",
            ROOT.resolve("conf/local.conf").toString(),
            "--conf",
            "spark.ui.enabled=false"));
    line.addAll(
        List.of("--class", EveryCommand.class.getName(), "spark-internal", place.toString()));
    return line;
  }

  private static String classPath() throws IOException {
    return Stream.concat(
            Stream.of(LINE.folder("tests").resolve("test-classes"), LINE.jobJar()),
            LINE.libraries().stream())
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private static List<String> rows(Platform platform, String table) throws IOException {
    return Files.readAllLines(folder.resolve(platform.name()).resolve(table));
  }

  private static List<String> namesInLogs(Platform platform) throws IOException {
    try (Stream<Path> files =
        Files.walk(folder.resolve(platform.name()).resolve(EveryCommand.WAREHOUSE))) {
      return files
          .filter(file -> file.getParent().getFileName().toString().equals("_delta_log"))
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
