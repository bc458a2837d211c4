/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

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
import org.mimicknet.tests.Missing;

/**
 * A virtual environment of Python with packages of PyPI. It is made below {@code tests/target} and
 * found there by later runs. Without Python 3.11 or PyPI a test is skipped: see {@link Missing}.
 */
public final class VirtualEnvironment {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final Path ENVIRONMENTS = ROOT.resolve("tests/target/python");
  private static final long LIMIT_MINUTES = 15;

  /** What the Python of an environment runs to have its packages brought by another's uv. */
  private static final String BY_UV =
      "import os, sys; os.execv(sys.argv[1], ['uv', 'pip', 'install', '-q', '--python',"
          + " sys.executable, *sys.argv[2:]])";

  /** By name: empty, or why it is absent. */
  private static final Map<String, Optional<String>> MADE = new ConcurrentHashMap<>();

  private final Path folder;

  private VirtualEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment of a name.
   *
   * @param packages what pip takes, with versions: {@code numpy==2.4.6}
   */
  public static VirtualEnvironment of(String name, List<String> packages) {
    return of(name, packages, List.of("-m", "pip", "install", "--no-compile", "--no-input"));
  }

  /** The same of very many packages, by an installer that fetches several at once. */
  public static VirtualEnvironment quickly(String name, List<String> packages) {
    Path uv = of("uv", List.of("uv==0.13.9")).python();
    return of(name, packages, List.of("-c", BY_UV, uv.resolveSibling("uv").toString()));
  }

  private static VirtualEnvironment of(
      String name, List<String> packages, List<String> installation) {
    // One thread makes it; two of them may be made at once.
    MADE.computeIfAbsent(name, absent -> absence(absent, packages, installation))
        .ifPresent(Missing::skip);
    return new VirtualEnvironment(ENVIRONMENTS.resolve(name));
  }

  /** Its Python. */
  public Path python() {
    return folder.resolve("bin/python");
  }

  /** The folder of an installed package. */
  Path installed(String name) throws IOException {
    try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
      return libraries
          .map(library -> library.resolve("site-packages").resolve(name))
          .filter(Files::isDirectory)
          .findFirst()
          .orElseThrow(() -> new AssertionError("There is no " + name + " in " + folder));
    }
  }

  /** Makes it, unless it was made before of the same packages; why it cannot, if it cannot. */
  private static Optional<String> absence(
      String name, List<String> packages, List<String> installation) {
    try {
      Path folder = Files.createDirectories(ENVIRONMENTS).resolve(name);
      try (FileChannel file =
          FileChannel.open(
              ENVIRONMENTS.resolve(name + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        // Other processes wait until the file is closed.
        file.lock();
        return make(folder, packages, installation);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> make(
      Path folder, List<String> packages, List<String> installation)
      throws IOException, InterruptedException {
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
    install.add("" + folder.resolve("bin/python"));
    install.addAll(installation);
    install.addAll(packages);
    absence = run(log, packages + " of PyPI", install);
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
}
