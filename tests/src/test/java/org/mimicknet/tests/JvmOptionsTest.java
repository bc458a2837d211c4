/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.inference.vector.OtherJava;

class JvmOptionsTest {
  private static final Path ROOT = Path.of(System.getProperty("mimicknet.root"));
  private static final Path OPTIONS = ROOT.resolve("conf/jvm.options");

  /** What the launcher adds, command by command. */
  private static final Pattern LAUNCHER = Pattern.compile("java_options\\+=\\((-[^)]*)\\)");

  private static final Pattern SETTING =
      Pattern.compile("(?m)^spark\\.(?:driver|executor)\\.defaultJavaOptions\\s+(.*)$");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^    vector='(.*)'$");
  private static final Pattern WORD = Pattern.compile("[^\\s']+");

  /** Spark 4 asks for some of the launcher's own; the launcher gives them. */
  @Test
  void theOptionsOfTheJvmAreThoseThatSparkAsksFor() throws Exception {
    Set<String> ofTheLauncher =
        found(LAUNCHER, "mimicknet").stream()
            .flatMap(flags -> WORD.matcher(flags).results().map(MatchResult::group))
            .collect(Collectors.toSet());

    assertThat(Files.readAllLines(OPTIONS))
        .containsAll(
            Stream.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+"))
                .filter(option -> !ofTheLauncher.contains(option))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25})
  void aJavaStartsWithTheFlagsAndWithOneThatItDoesNotKnow(int version) throws Exception {
    Optional<Path> home = OtherJava.home(version);
    assumeTrue(
        home.isPresent(),
        () ->
            "No JDK %s is installed here: set JAVA_HOME_%s to the folder of one"
                .formatted(version, version));

    List<String> launcher = found(LAUNCHER, "mimicknet");
    assertThat(launcher).hasSize(5);
    for (String flags : launcher) {
      assertStarts(home.get(), "@" + OPTIONS + " " + flags);
    }
    List<String> others = new ArrayList<>(found(SETTING, "conf/local.conf"));
    others.addAll(found(DOCUMENTED, "docs/OPERATIONS.md"));
    assertThat(others).hasSize(3);
    for (String flags : others) {
      assertStarts(home.get(), flags);
    }
  }

  private static void assertStarts(Path home, String flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    WORD.matcher(flags).results().map(MatchResult::group).forEach(command::add);
    command.addAll(List.of("-XX:LimitThatNoJavaKnows=1", "-version"));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(command + ": " + said).isZero();
  }

  private static List<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
