/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ConfigDefaultsTest {
  @TempDir Path folder;

  @Test
  void anObjectGivesASettingForEachOfItsValues() throws IOException {
    CommandLine ingest =
        ingest(
            """
            formats {
              verasonics { iq = ["Mine", "IQ"], clinical = Screen }
            }
            """);

    ingest.parseArgs("--input", "a", "--warehouse", "w");

    assertThat(value(ingest, "--formats"))
        .isEqualTo(Map.of("verasonics.iq", "Mine,IQ", "verasonics.clinical", "Screen"));
  }

  @Test
  void theCommandLineWinsOverTheFileAndItsOwnSectionOverTheTop() throws IOException {
    CommandLine ingest =
        ingest(
            """
            site = top
            ingest { input = ["a", "b"], site = own }
            formats { verasonics { iq = FromFile } }
            """);

    ingest.parseArgs("--warehouse", "w", "--formats", "verasonics.iq=FromLine");

    assertThat(value(ingest, "--formats")).isEqualTo(Map.of("verasonics.iq", "FromLine"));
    assertThat(value(ingest, "--site")).isEqualTo("own");
    assertThat(value(ingest, "--input")).isEqualTo(List.of("a", "b"));
  }

  @ParameterizedTest
  @CsvSource({
    "'max-faild-fraction = 0', max-faild-fraction, 1, max-failed-fraction",
    "'limit { dept = 1 }', limit.dept, 1, limit.depth",
    "'site = a\nhash-path = true', hash-path, 2, hash-paths",
    "'ingest { limit { depth = 2, entrys = 3 } }', ingest.limit.entrys, 1, ingest.limit.entries",
    "'ingest { batch-bites = 1g }', ingest.batch-bites, 1, ingest.batch-bytes",
  })
  void aKeyThatNoOptionHasIsRefusedAndTheNearestIsNamed(
      String config, String key, int line, String meant) throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), config);
    StringWriter err = new StringWriter();

    int code = run(err, "summarize", "--warehouse", "w", "--config", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo(
            "Cannot use the key %s in line %s of %s: no option has that name. Did you mean %s?"
                .formatted(key, line, file, meant));
  }

  @Test
  void aKeyLikeNoOtherIsRefusedWithoutASuggestion() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "enhance.colour = red");
    StringWriter err = new StringWriter();

    assertThat(run(err, "summarize", "--warehouse=w", "--config=" + file)).isEqualTo(2);
    assertThat(err.toString()).contains("no option has that name. The help of a command");
  }

  @Test
  void aWrongValueIsToldWithItsKeyAndFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "limit { depth = many }");
    StringWriter err = new StringWriter();

    int code = run(err, "ingest", "--input", "a", "--warehouse", "w", "--config", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("Cannot use limit.depth in " + file)
        .contains("'many' is not a whole number")
        .doesNotContain("Usage");
  }

  static Stream<Arguments> commandsAndExamples() {
    return Main.commands().getSubcommands().keySet().stream()
        .flatMap(
            command ->
                Stream.of("example.conf", "experiments.conf")
                    .map(file -> Arguments.of(command, file)));
  }

  @ParameterizedTest
  @MethodSource("commandsAndExamples")
  void theExamplesSuitEveryCommand(String command, String file) {
    StringWriter err = new StringWriter();

    run(err, command, "--config", "../conf/" + file);

    assertThat(err.toString()).doesNotContain("Cannot use");
  }

  @Test
  void settingsOfATrainingMayStandInABlock() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "set { filters = 8, epochs = 3 }");
    CommandLine train =
        new CommandLine(new TrainCommand())
            .setDefaultValueProvider(new ConfigDefaults("--config", file.toString()));

    train.parseArgs("--warehouse", "w", "--output", "o");

    assertThat(value(train, "--set")).isEqualTo(Map.of("filters", "8", "epochs", "3"));
  }

  private static int run(StringWriter err, String... args) {
    return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
  }

  private CommandLine ingest(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), config);
    return new CommandLine(new IngestCommand())
        .setDefaultValueProvider(new ConfigDefaults("--config", file.toString()));
  }

  private static Object value(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option).getValue();
  }
}
