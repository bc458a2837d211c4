/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.python;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A virtual environment of Python with packages of PyPI. It is made below {@code tests/target} and
 * found there by later runs. Where Python 3 or PyPI is absent a test is skipped, with the reason;
 * where the reference data is there, or {@code CI} is set, it fails instead.
 */
public final class VirtualEnvironment {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();
  private static final Path ENVIRONMENTS = ROOT.resolve("tests/target/python");
  private static final long LIMIT_MINUTES = 8;

  /** One is made by one thread; several may be made at once. */
  private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

  private final Path folder;

  private VirtualEnvironment(Path folder) {
    this.folder = folder;
  }

  /**
   * The environment of a name.
   *
   * @param packages what pip takes, with versions: {@code numpy==2.4.6}
   */
  @SuppressWarnings("try") // the lock is only held
  public static VirtualEnvironment of(String name, List<String> packages)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(ENVIRONMENTS).resolve(name);
    synchronized (LOCKS.computeIfAbsent(name, each -> new Object())) {
      try (FileChannel file =
              FileChannel.open(
                  ENVIRONMENTS.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        make(folder, packages);
      }
    }
    return new VirtualEnvironment(folder);
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

  /** Does nothing if it was made before, and of the same packages. */
  private static void make(Path folder, List<String> packages)
      throws IOException, InterruptedException {
    Path made = folder.resolve("made-of.txt");
    if (Files.exists(made) && Files.readAllLines(made).equals(packages)) {
      return;
    }
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    Files.deleteIfExists(log);
    run(log, "Python 3 with venv", "python3", "-m", "venv", "--clear", folder.toString());
    Path pip = folder.resolve("bin/pip");
    run(
        log,
        packages + " of PyPI",
        Stream.concat(
                Stream.of(pip.toString(), "install", "--no-compile", "--no-input"),
                packages.stream())
            .toArray(String[]::new));
    Files.write(made, packages);
  }

  private static void run(Path log, String what, String... command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      absent("%s is not here: %s".formatted(what, e.getMessage()));
      return;
    }
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      absent("%s did not come within %s minutes; see %s".formatted(what, LIMIT_MINUTES, log));
    } else if (process.exitValue() != 0) {
      absent("%s is not here; %s:%n%s".formatted(what, log, Files.readString(log)));
    }
  }

  private static void absent(String reason) {
    if (System.getenv("CI") != null || Files.isDirectory(ROOT.resolve("../shared/reference"))) {
      throw new AssertionError("Cannot run the tests in Python: " + reason);
    }
    abort("Skipped: " + reason);
  }
}
