/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final Pattern OUTPUT =
      Pattern.compile("```\n(Made archives.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void demoPrintsWhatTheReadmeShows() throws Exception {
    Matcher readme =
        OUTPUT.matcher(
            Files.readString(Path.of(System.getProperty("mimicknet.root"), "README.md")));
    assertThat(readme.find()).isTrue();

    String printed = Cli.run(folder, "demo").succeeded().out();
    assertThat(printed.replace(folder + "/", "").strip()).isEqualTo(readme.group(1).strip());
  }
}
