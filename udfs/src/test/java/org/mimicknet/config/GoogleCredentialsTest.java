/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleCredentialsTest {
  private static final String KEY_FILE = "fs.gs.auth.service.account.json.keyfile";

  @TempDir private Path folder;

  @Test
  void withoutAnAccountAndWithoutAMetadataServerThereAreNone() throws IOException {
    String nobody = "127.0.0.1:" + closedPort();

    assertThat(GoogleCredentials.missing(new Configuration(false), metadataServer(nobody)))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.text())
                    .startsWith(
                        "there are no credentials for it (no account is named, and Google's"
                            + " metadata server at "
                            + nobody
                            + " does not answer)")
                    .contains(KEY_FILE + "=FILE", "GOOGLE_APPLICATION_CREDENTIALS"));
  }

  @Test
  void aMachineOfGoogleHasThem() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              GoogleCredentials.missing(
                  new Configuration(false), metadataServer("127.0.0.1:" + server.getLocalPort())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fs.gs.auth.service.account.enable, false",
    "google.cloud.auth.service.account.enable, false",
    "fs.gs.auth.access.token.provider.impl, a.Provider",
    "fs.gs.auth.type, APPLICATION_DEFAULT",
  })
  void whoSaysWhereTheyComeFromIsNotAsked(String key, String value) throws IOException {
    Configuration conf = new Configuration(false);
    conf.set(key, value);

    assertThat(GoogleCredentials.missing(conf, metadataServer("127.0.0.1:" + closedPort())))
        .isEmpty();
  }

  @Test
  void theVariableNamesThem() {
    assertThat(
            GoogleCredentials.missing(
                new Configuration(false),
                Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/key.json", "GCE_METADATA_HOST", "0:1")))
        .isEmpty();
  }

  @Test
  void aKeyFileHasToBeThere() throws IOException {
    Path key = folder.resolve("key.json");
    Configuration conf = new Configuration(false);
    conf.set(KEY_FILE, key.toString());

    assertThat(GoogleCredentials.missing(conf, Map.of()))
        .hasValueSatisfying(
            advice ->
                assertThat(advice.text())
                    .contains("(%s names %s, which cannot be read here)".formatted(KEY_FILE, key)));

    Files.createFile(key);

    assertThat(GoogleCredentials.missing(conf, Map.of())).isEmpty();
  }

  private static Map<String, String> metadataServer(String address) {
    return Map.of("GCE_METADATA_HOST", address);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      return server.getLocalPort();
    }
  }
}
