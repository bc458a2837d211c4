/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, for what depends on its flags, on its Java or on what ran before. */
public final class ChildJvm {
  private ChildJvm() {}

  /** What a JVM wrote. */
  public record Said(String out, String err) {}

  /** What {@code main} prints, with this JVM's class path. */
  public static String output(Class<?> main, List<String> flags)
      throws IOException, InterruptedException {
    return run(home(), flags, System.getProperty("java.class.path"), main).out();
  }

  /** Where the Java of this JVM is installed. */
  public static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  /** What {@code main} prints in the Java that is installed in {@code home}. */
  public static Said run(Path home, List<String> flags, String classPath, Class<?> main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main.getName()));
    Path errors = Files.createTempFile("child", ".err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    String written = Files.readString(errors);
    Files.delete(errors);
    return new Said(output.strip(), written.strip());
  }
}
