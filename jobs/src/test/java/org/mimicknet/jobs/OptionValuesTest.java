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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What cannot be the value of an option is said before Spark starts. Here no master is set: with
 * values that are accepted, a command that needs Spark says that.
 */
class OptionValuesTest {
  private static final String ACCEPTED = "no master is set";

  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class);

  /** Numbers that mean something although they are not positive. */
  private static final Set<String> NEGATIVE = Set.of("--seed");

  private static final Set<String> ZERO = Set.of("--seed", "--retries", "--max-failed-fraction");

  @TempDir private Path folder;

  private record Ended(int code, String err) {}

  static Stream<OptionSpec> options() {
    return Main.commands().getSubcommands().values().stream()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(option -> option.arity().max() > 0);
  }

  static Stream<OptionSpec> numbers() {
    return options()
        .filter(option -> NUMBERS.contains(option.typeInfo().getType()) || isNumber(option));
  }

  private static boolean isNumber(OptionSpec option) {
    return Set.of("N", "BYTES", "TIME", "F").contains(option.paramLabel());
  }

  @ParameterizedTest
  @MethodSource("options")
  void aBlankValueIsRefused(OptionSpec option) throws IOException {
    refused(option, "");
    refused(option, " ");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void whatIsNoNumberInRangeIsRefused(OptionSpec option) throws IOException {
    refused(option, "NaN");
    refused(option, "many");
    refused(option, "99999999999999999999999");
    if (!NEGATIVE.contains(option.longestName())) {
      refused(option, "-1");
    }
    if (!ZERO.contains(option.longestName())) {
      refused(option, "0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, --formats, x=y, Cannot use the format setting x",
    "ingest, --formats, x, should be in KEY=VALUE",
    "ingest, --privacy-key-file, FOLDER, there is no such file",
    "ingest, --privacy-key-file, MISSING, there is no such file",
    "ingest, --privacy-key-file, TEXT, it has 4 bytes",
    "ingest, --max-failed-fraction, 1.01, not a number from 0 to 1",
    "ingest, --config, MISSING, Cannot read the configuration",
    "ingest, --config, FOLDER, Cannot read the configuration",
    "ingest, --config, TEXT, Cannot read the configuration",
    "ingest, --batch-bytes, 9999999999g, not a size",
    "ingest, --limit-member-time, 99999999999d, is more than a year",
    "enhance, --model, MISSING, Cannot read the model",
    "enhance, --model, FOLDER, Cannot read the model",
    "enhance, --model, TEXT, Cannot read the model",
    "enhance, --model, nosuch://bucket/model, Cannot read the model",
    "enhance, --model, 'http://a b:x', Cannot read the model",
    "enhance, --device, tpu, expected one of",
    "enhance, --engine, fast, expected one of",
    "replay, --reason, bad_luck, is not a reason",
    "benchmark, --shapes, 1808, a shape is HEIGHTxWIDTH",
    "benchmark, --seconds, Infinity, not a positive number",
    "benchmark, --stages, all, expected one of",
    "import-model, --keras, MISSING, there is no such file",
    "import-model, --keras, FOLDER, there is no such file",
    "import-model, --keras, TEXT, not a readable HDF5 file",
    "import-model, --clip-db, 5, neither a negative number",
    "import-model, --clip-db, NaN, neither a negative number",
    "import-model, --padding, foo, Cannot pad by the rule 'foo'",
    "import-model, --name, a/b, Cannot name a model a/b",
    "image, --input, MISSING, there is no such file",
    "image, --input, FOLDER, it is a folder",
    "image, --input, TEXT, Cannot enhance",
    "simulate, --chain, loud, Cannot simulate",
    "simulate, --output, TEXT, Cannot write archives",
    "train, --output, TEXT, it is a file",
    "train, --output, nosuch://bucket/model, Cannot write a model",
    "experiments, --output, nosuch://bucket/model, Cannot write a model",
    "train, --mode, white-box, Cannot train in the mode",
    "train, --name, a b, Cannot name a model a b",
  })
  void whatCannotBeUsedIsToldAsSuch(String command, String option, String value, String message)
      throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "text");
    String path =
        switch (value) {
          case "MISSING" -> folder.resolve("missing").toString();
          case "FOLDER" -> Files.createDirectory(folder.resolve("empty")).toString();
          case "TEXT" -> text.toString();
          default -> value;
        };

    Ended ended = run(command, option, path);

    assertThat(ended.code()).as(ended.err()).isIn(1, 2);
    assertThat(ended.err().replaceAll("\\s+", " ")).contains(message).doesNotContain(ACCEPTED);
  }

  @Test
  void aSiteWhoseFolderNoDiskTakesIsRefused() throws IOException {
    assertThat(run("ingest", "--site", "ö".repeat(41)).err()).contains("has at most 80 bytes");
    assertThat(run("ingest", "--site", "ö".repeat(40)).err()).contains(ACCEPTED);
  }

  private void refused(OptionSpec option, String value) throws IOException {
    Ended ended = run(option.command().name(), option.longestName(), value);

    assertThat(ended.code()).as("'%s' printed%n%s", value, ended.err()).isIn(1, 2);
    assertThat(ended.err()).as("'%s'", value).doesNotContain(ACCEPTED).doesNotContain("Internal");
  }

  /** Runs a command with what it requires and this option. */
  private Ended run(String command, String option, String value) throws IOException {
    Map<String, String> usual =
        Map.of(
            "--input", Files.writeString(folder.resolve("input"), "text").toString(),
            "--warehouse", folder.resolve("warehouse").toString(),
            "--output", folder.resolve("output").toString(),
            "--keras", folder.resolve("none.h5").toString(),
            "--metrics", folder.resolve("metrics.csv").toString(),
            "--metadata", folder.resolve("metadata.csv").toString(),
            "--model-name", "model",
            "--reason", "malformed");
    List<String> line = new ArrayList<>(List.of(command, option + "=" + value));
    CommandLine spec = Main.commands().getSubcommands().get(command);
    for (OptionSpec required : spec.getCommandSpec().options()) {
      boolean isNeeded = required.required() || required.longestName().equals("--input");
      if (isNeeded && !required.longestName().equals(option)) {
        line.add(required.longestName() + "=" + usual.get(required.longestName()));
      }
    }
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(new StringWriter()), new PrintWriter(err), line.toArray(String[]::new));
    return new Ended(code, err.toString());
  }
}
