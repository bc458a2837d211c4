/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

class LimitOptionsTest {
  @Command(name = "ingest")
  private static final class Host {
    @Mixin private LimitOptions limits;

    @Option(names = "--config")
    @SuppressWarnings("unused") // ConfigDefaults reads the arguments
    private String config;
  }

  @TempDir Path folder;

  @Test
  void withoutOptionsTheLimitsAreTheDefaults() {
    assertThat(limits()).isEqualTo(ArchiveLimits.DEFAULT);
  }

  @Test
  void everyLimitIsReadFromASectionOfTheConfigurationAndTheCommandLineWins() throws IOException {
    Path file = folder.resolve("site.conf");
    Files.writeString(
        file,
        """
        limit { member-bytes = "3g", total-bytes = "2t", entries = 7, ratio = 9, depth = 5 }
        ingest.limit { frame-pixels = 11, working-bytes = "1m", member-time = "90s" }
        """);

    assertThat(limits("--config", file.toString(), "--limit-depth", "6"))
        .isEqualTo(
            ArchiveLimits.DEFAULT
                .with(Limit.MEMBER_BYTES, 3L << 30)
                .with(Limit.TOTAL_BYTES, 2L << 40)
                .with(Limit.ENTRIES, 7)
                .with(Limit.RATIO, 9)
                .with(Limit.DEPTH, 6)
                .with(Limit.FRAME_PIXELS, 11)
                .with(Limit.WORKING_BYTES, 1 << 20)
                .with(Limit.MEMBER_TIME, 90_000));
  }

  @ParameterizedTest
  @CsvSource({
    "--limit-depth, 0, '''0'' is not positive'",
    "--limit-entries, many, '''many'' is not a whole number up to 2147483647'",
    "--limit-member-bytes, 0, '''0'' is not a positive size'",
    "--limit-member-bytes, -1, '''-1'' is not a size: write for example 512m or 16g'",
    "--limit-member-time, 0s, '''0s'' is not a positive time'",
    "--limit-member-time, soon, '''soon'' is not a time: write for example 30s or 10m'",
  })
  void aValueThatIsNoLimitIsNamedWithItsOption(String option, String value, String message) {
    assertThatThrownBy(() -> limits(option, value))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(message);
  }

  @Test
  void helpSaysTheDefaultOfEveryLimit() {
    assertThat(new CommandLine(new Host()).getUsageMessage().replaceAll("\\s+", " "))
        .contains("Most bytes of one member, unpacked (default 2g).")
        .contains(
            "Longest time to decode one member, and to wait for one answer of the storage"
                + " (default 10m; ms, s, m, h).");
  }

  @Test
  void theExampleOfAConfigurationHoldsTheDefaults() {
    ConfigObject section =
        ConfigFactory.parseFile(new File("../conf/example.conf")).getObject("limit");

    assertThat(section.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Limit.values()).map(Limit::key).toList());
    for (Limit limit : Limit.values()) {
      ConfigValue value = section.get(limit.key());
      assertThat(value.unwrapped()).hasToString(limit.defaultText());
      assertThat(value.origin().comments()).containsExactly(" " + limit.description());
    }
  }

  private static ArchiveLimits limits(String... args) {
    Host host = new Host();
    CommandLine line = new CommandLine(host);
    line.setDefaultValueProvider(new ConfigDefaults(args));
    line.parseArgs(args);
    return host.limits.limits();
  }
}
