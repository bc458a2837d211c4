/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The launcher and what it runs in another place than the tree, with programs that stand in. */
final class Installation {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root")).toAbsolutePath();

  /** A Java that shows how it was called; of which version, stands in the middle. */
  private static final String FAKE_JAVA =
      """
      #!/bin/bash
      if [ "$1" = -version ]; then
        echo 'openjdk version "VERSION" 2021-10-19' >&2
      else
        printf '%s\\n' "LC_ALL=$LC_ALL" "$@"
      fi
      """;

  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "conf/jvm.options",
          "conf/local.conf",
          "conf/log4j2.properties",
          "conf/runtimes.csv");

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
    for (String name : FILES) {
      // As old as they are: what is younger than the job jar is built anew.
      Files.copy(ROOT.resolve(name), home.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    executable(home.resolve("mimicknet"));
    Installation installation =
        new Installation(home, Files.createDirectory(folder.resolve("programs")));
    return installation.java("17.0.1");
  }

  /** The same with what the build made of this tree. */
  static Installation built(Path folder) throws IOException {
    Installation installation = unbuilt(folder);
    BuiltLine built = BuiltLine.tested();
    installation.link(built.jobJar());
    installation.link(built.sparkClassPath());
    for (Path library : built.libraries()) {
      installation.link(library);
    }
    return installation;
  }

  /** A release: no tree, and the job jar beside the launcher. */
  static Installation released(Path folder) throws IOException {
    Installation installation = unbuilt(folder);
    Files.delete(installation.home.resolve("pom.xml"));
    Files.createFile(installation.home.resolve(installation.line().jobJar().getFileName()));
    return installation;
  }

  Path home() {
    return home;
  }

  /** What the launcher runs when it is not told otherwise. */
  BuiltLine line() {
    return BuiltLine.in(home);
  }

  /** Puts a Java of this version before those of the machine. */
  Installation java(String version) throws IOException {
    return program("java", FAKE_JAVA.replace("VERSION", version));
  }

  /** What a Maven that stands in runs to build a line. */
  static String build(BuiltLine line) {
    return "mkdir -p '%s' '%s'\ntouch '%s'\necho -n > '%s'\n"
        .formatted(
            line.folder("jobs"),
            line.sparkClassPath().getParent(),
            line.jobJar(),
            line.sparkClassPath());
  }

  /** Puts a program before those of the machine. */
  Installation program(String name, String script) throws IOException {
    executable(Files.writeString(programs.resolve(name), script));
    return this;
  }

  /** The launcher, to be started, with the stand-ins; Java too. */
  ProcessBuilder launcher(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("mimicknet").toString());
    builder.command().addAll(List.of(arguments));
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    return builder;
  }

  private void link(Path built) throws IOException {
    Path to = home.resolve(ROOT.relativize(built));
    Files.createDirectories(to.getParent());
    try {
      Files.createLink(to, built);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(built, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
