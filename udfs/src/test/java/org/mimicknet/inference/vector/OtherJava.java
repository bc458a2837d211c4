/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.mimicknet.VectorModule;

/** Other versions of Java that are installed here, by the file {@code release} of each. */
public final class OtherJava {
  private static final Path USUAL = Path.of("/usr/lib/jvm");

  private OtherJava() {}

  /** The home of a Java of that version that has the vector module. */
  public static Optional<Path> home(int version) {
    return Stream.concat(named(version), Stream.concat(beside(ChildJvm.home()), in(USUAL)))
        .filter(home -> is(home, version))
        .findFirst();
  }

  /** JAVA_HOME_25, and as machines that build in public name it, JAVA_HOME_25_X64. */
  private static Stream<Path> named(int version) {
    String name = "JAVA_HOME_" + version;
    return System.getenv().entrySet().stream()
        .filter(it -> it.getKey().equals(name) || it.getKey().startsWith(name + "_"))
        .map(it -> Path.of(it.getValue()));
  }

  private static Stream<Path> beside(Path home) {
    return in(home.toAbsolutePath().getParent());
  }

  private static Stream<Path> in(Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for Java in " + folder, e);
    }
  }

  private static boolean is(Path home, int version) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return false;
    }
    try {
      String text = Files.readString(release);
      return text.matches("(?s).*JAVA_VERSION=\"" + version + "[.\"+-].*")
          && text.contains(VectorModule.NAME);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + release, e);
    }
  }
}
