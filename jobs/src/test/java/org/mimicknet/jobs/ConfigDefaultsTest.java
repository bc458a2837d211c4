/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private CommandLine ingest(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), config);
    return new CommandLine(new IngestCommand())
        .setDefaultValueProvider(new ConfigDefaults("--config", file.toString()));
  }

  private static Object value(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option).getValue();
  }
}
