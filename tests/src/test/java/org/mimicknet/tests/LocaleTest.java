/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts go into tables, file names and settings, where they must be the same under every locale:
 * some have other digits, commas for points, or an i without a dot.
 */
@AnalyzeClasses(
    packages = "org.mimicknet",
    importOptions = ArchitectureTest.OnlyOurMainClasses.class)
class LocaleTest {
  private static final List<String> MODULES =
      List.of("udfs", "pipeline/formats", "pipeline/warehouse", "pipeline/training", "jobs");

  /** Without the flag of a blank: "5 % frames" is none. */
  private static final Pattern NUMBER =
      Pattern.compile("%([0-9]+\\$)?[-#+0,(]*[0-9]*(\\.[0-9]+)?[dfeEgG]");

  private static final String SAID = "Locale.ROOT,";

  /** Where the locale of a format stands: some lines above it. */
  private static final int NEAR = 160;

  @Test
  void numbersAreFormattedForNoLocale() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : MODULES) {
      Path sources = Path.of(System.getProperty("mimicknet.root"), module, "src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          Matcher number = NUMBER.matcher(text);
          while (number.find()) {
            if (!text.substring(Math.max(0, number.start() - NEAR), number.start())
                .contains(SAID)) {
              found.add(file.getFileName() + ": " + number.group());
            }
          }
        }
      }
    }

    assertThat(found).as("%%s for whole numbers, String.format(Locale.ROOT, ...) else").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d", "%dx", "%dms", "%1$d", "%2$,d", "%05d", "%.3f", "%-8.2e s", "%g)"})
  void aNumberIsFoundWhateverStandsBehindIt(String text) {
    assertThat(NUMBER.matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%1$s", "5 % files", "100 %", "%n", "%%s", "%04x"})
  void whatHasNoDigitsOfALocaleIsNone(String text) {
    assertThat(NUMBER.matcher(text).find()).isFalse();
  }

  @ArchTest
  static final ArchRule lettersChangeTheirCaseByNoLocale =
      noClasses()
          .should()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class);
}
