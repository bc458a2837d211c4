/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PySpark of PyPI in a virtual environment of its own, which is a whole distribution of Spark. It
 * is made below {@code tests/target} and found there by later runs. Where Python 3 or PyPI is
 * absent a test is skipped, with the reason; where the reference data is there, or {@code CI} is
 * set, it fails instead.
 */
public final class PySpark {
  /**
   * What Spark Connect and pandas conversion take, in versions that each PySpark here works with.
   */
  private static final List<String> BESIDE =
      List.of(
          "numpy==2.2.6",
          "pandas==2.3.3",
          "pyarrow==21.0.0",
          "grpcio==1.76.0",
          "grpcio-status==1.76.0",
          "googleapis-common-protos==1.72.0",
          "protobuf==6.33.5",
          "zstandard==0.25.0",
          "mypy==2.4.1");

  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final Path ENVIRONMENTS = ROOT.resolve("tests/target/pyspark");
  private static final long LIMIT_MINUTES = 8;

  /** By version: empty, or why it is absent. */
  private static final Map<String, Optional<String>> MADE = new ConcurrentHashMap<>();

  private final Path folder;

  private PySpark(Path folder) {
    this.folder = folder;
  }

  /** The PySpark of that version, for example {@code 4.2.1}. */
  public static PySpark version(String version) {
    // One thread makes a version; two may be made at once.
    MADE.computeIfAbsent(version, PySpark::absence).ifPresent(PySpark::absent);
    return new PySpark(ENVIRONMENTS.resolve(version));
  }

  /** The Python of the environment. */
  public Path python() {
    return folder.resolve("bin/python");
  }

  /** The folder of Spark, with {@code bin/spark-submit} and {@code jars/}: its SPARK_HOME. */
  public Path home() throws IOException {
    try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
      return libraries
          .map(library -> library.resolve("site-packages/pyspark"))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new AssertionError("There is no PySpark in " + folder));
    }
  }

  /** Makes it, unless it was made before of the same packages; why it cannot, if it cannot. */
  private static Optional<String> absence(String version) {
    try {
      Path folder = Files.createDirectories(ENVIRONMENTS).resolve(version);
      try (FileChannel file =
          FileChannel.open(
              ENVIRONMENTS.resolve(version + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        // Other processes wait until the file is closed.
        file.lock();
        return make(folder, "pyspark==" + version);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> make(Path folder, String pyspark)
      throws IOException, InterruptedException {
    List<String> packages = Stream.concat(BESIDE.stream(), Stream.of(pyspark)).toList();
    Path made = folder.resolve("made-of.txt");
    if (Files.exists(made) && Files.readAllLines(made).equals(packages)) {
      return Optional.empty();
    }
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Files.deleteIfExists(log);
    Optional<String> absence =
        run(log, "Python 3 with venv", List.of("python3", "-m", "venv", "--clear", "" + folder));
    if (absence.isPresent()) {
      return absence;
    }
    List<String> install = new ArrayList<>();
    install.addAll(List.of("" + folder.resolve("bin/python"), "-m", "pip", "install"));
    install.addAll(List.of("--no-compile", "--no-input"));
    install.addAll(packages);
    absence = run(log, pyspark + " of PyPI", install);
    if (absence.isEmpty()) {
      Files.write(made, packages);
    }
    return absence;
  }

  /** Why it gave nothing, if it gave nothing. */
  private static Optional<String> run(Path log, String what, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      return Optional.of("%s is not here: %s".formatted(what, e.getMessage()));
    }
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return Optional.of("%s: no end after %s minutes; see %s".formatted(what, LIMIT_MINUTES, log));
    }
    return process.exitValue() == 0
        ? Optional.empty()
        : Optional.of("%s is not here; %s:%n%s".formatted(what, log, Files.readString(log)));
  }

  private static void absent(String reason) {
    if (System.getenv("CI") != null || Files.isDirectory(ROOT.resolve("../shared/reference"))) {
      throw new AssertionError("Cannot run the tests of PySpark: " + reason);
    }
    abort("Skipped: " + reason);
  }
}
