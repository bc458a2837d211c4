/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"mimicknet-demo/warehouse", "/a b/c", "it's", "$(a) `b` \"c\" \\d*?[x]{y}&;#~"})
  void aShellReadsBackTheText(String text) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"mimicknet-demo/warehouse, mimicknet-demo/warehouse", "a b, '''a b'''"})
  void onlyWhatNeedsQuotesHasThem(String text, String word) {
    assertThat(ShellWord.of(text)).isEqualTo(word);
  }
}
