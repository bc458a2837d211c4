/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.ArchiveLimits;
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
                .withMemberBytes(3L << 30)
                .withTotalBytes(2L << 40)
                .withEntries(7)
                .withRatio(9)
                .withDepth(6)
                .withFramePixels(11)
                .withWorkingBytes(1 << 20)
                .withMemberTime(Duration.ofSeconds(90)));
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

  private static ArchiveLimits limits(String... args) {
    Host host = new Host();
    CommandLine line = new CommandLine(host);
    line.setDefaultValueProvider(new ConfigDefaults(args));
    line.parseArgs(args);
    return host.limits.limits();
  }
}
