/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.UserException;

class PrivacyKeyTest {
  @TempDir Path folder;

  @Test
  void theLineEndOfAnEditorIsNoPartOfTheSecret() throws IOException {
    String secret = "7c1d0f0a7e0e4f8bb1c5e8f3a2946d0b7c1d0f0a7e0e4f8b";

    assertThat(key(secret + "\r\n").hmac("x")).isEqualTo(key(secret).hmac("x"));
  }

  @Test
  void aKeyShowsItselfNowhere() throws IOException {
    assertThat(key("7c1d0f0a7e0e4f8bb1c5e8f3a2946d0b")).hasToString("PrivacyKey[hidden]");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(() -> PrivacyKey.read(absent))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read the privacy key %s: there is no such file", absent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "0123456789abcdef0123456789abcde"})
  void aShortKeyIsRefusedWithAWayToMakeOne(String secret) {
    assertThatThrownBy(() -> key(secret))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "it has %d bytes, but must have 32 to 65536. Make one by: openssl rand -hex 32 > FILE",
            secret.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "abababababababababababababababababababababab"
      })
  void aKeyThatRepeatsItselfIsRefused(String secret) {
    assertThatThrownBy(() -> key(secret))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its bytes repeat too much to be a secret");
  }

  private PrivacyKey key(String content) throws IOException {
    return PrivacyKey.read(
        Files.write(folder.resolve("key"), content.getBytes(StandardCharsets.UTF_8)));
  }
}
