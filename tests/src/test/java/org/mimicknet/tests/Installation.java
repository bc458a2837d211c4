/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** The launcher and what it runs in another place than the tree, with programs that stand in. */
final class Installation {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  /** A Java that shows how it was called. */
  private static final String FAKE_JAVA =
      """
      #!/bin/bash
      if [ "$1" = -version ]; then
        echo 'openjdk version "17.0.1" 2021-10-19' >&2
      else
        printf '%s\\n' "LC_ALL=$LC_ALL" "$@"
      fi
      """;

  private final Path home;
  private final Path programs;

  private Installation(Path home, Path programs) {
    this.home = home;
    this.programs = programs;
  }

  /** The launcher with its settings, before anything was built. */
  static Installation unbuilt(Path folder) throws IOException {
    Path home = Files.createDirectories(folder.resolve("mimicknet 1%20"));
    Files.copy(ROOT.resolve("mimicknet"), home.resolve("mimicknet"));
    Files.createDirectory(home.resolve("conf"));
    for (String name : new String[] {"jvm.options", "local.conf", "log4j2.properties"}) {
      Files.copy(ROOT.resolve("conf").resolve(name), home.resolve("conf").resolve(name));
    }
    executable(home.resolve("mimicknet"));
    Installation installation =
        new Installation(home, Files.createDirectory(folder.resolve("programs")));
    installation.program("java", FAKE_JAVA);
    return installation;
  }

  /** The same with what the build made of this tree. */
  static Installation built(Path folder) throws IOException {
    Installation installation = unbuilt(folder);
    Path built = ROOT.resolve("jobs/target");
    Files.createDirectories(installation.target().resolve("lib"));
    installation.link(built, "mimicknet-jobs.jar");
    installation.link(built, "spark.classpath");
    try (Stream<Path> libraries = Files.list(built.resolve("lib"))) {
      for (Path library : libraries.toList()) {
        installation.link(built, "lib/" + library.getFileName());
      }
    }
    return installation;
  }

  Path home() {
    return home;
  }

  Path target() {
    return home.resolve("jobs/target");
  }

  /** Puts a program before those of the machine. */
  Installation program(String name, String script) throws IOException {
    executable(Files.writeString(programs.resolve(name), script));
    return this;
  }

  /** The launcher, to be started, with the stand-ins; Java too. */
  ProcessBuilder launcher(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("mimicknet").toString());
    builder.command().addAll(java.util.List.of(arguments));
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    return builder;
  }

  /** Runs to the end. */
  static Cli.Run run(ProcessBuilder builder, Path folder) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Cli.Run(code, Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
  }

  private void link(Path built, String name) throws IOException {
    Path to = target().resolve(name);
    try {
      Files.createLink(to, built.resolve(name));
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(built.resolve(name), to);
    }
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
