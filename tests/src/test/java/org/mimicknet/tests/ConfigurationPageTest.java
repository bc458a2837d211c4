/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mimicknet.action.ActionTunables;
import org.mimicknet.config.Tunable;
import org.mimicknet.sql.SqlTunables;
import org.mimicknet.training.TrainingTunables;

/**
 * The table of docs/CONFIGURATION.md is made of the tunables. To write it anew:
 *
 * <pre>mvn -pl tests -am test -Dtest=ConfigurationPageTest -Dmimicknet.write=true
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class ConfigurationPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("mimicknet.root", ".."), "docs", "CONFIGURATION.md");
  private static final String BEGIN = "<!-- tunables -->\n";
  private static final String END = "<!-- /tunables -->";
  private static final List<Tunable<?>> TUNABLES =
      Stream.of(SqlTunables.ALL, ActionTunables.ALL, TrainingTunables.ALL)
          .flatMap(List::stream)
          .toList();

  @Test
  void thePageHasEveryTunableWithItsDefault() throws IOException {
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("mimicknet.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void noKeyIsThereTwice() {
    assertThat(TUNABLES).extracting(Tunable::key).doesNotHaveDuplicates();
  }

  private static String table() {
    return Stream.concat(
            Stream.of("| key | default | meaning |", "|---|---|---|"),
            TUNABLES.stream()
                .sorted(Comparator.comparing(Tunable::key))
                .map(
                    tunable ->
                        "| `%s` | %s | %s |"
                            .formatted(
                                tunable.key(),
                                tunable.defaultText().isEmpty()
                                    ? "none"
                                    : "`" + tunable.defaultText() + "`",
                                tunable.description())))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
