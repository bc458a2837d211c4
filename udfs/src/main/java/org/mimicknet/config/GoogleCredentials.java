/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Who asks Google's storage: where no setting and no variable names an account, its connector asks
 * the metadata server that machines of Google have, and elsewhere tries for a minute with every
 * request, which no setting of it shortens. So this is asked first, within seconds.
 */
final class GoogleCredentials {
  private static final String METADATA_HOST = "169.254.169.254";
  private static final int HTTP = 80;
  private static final int TRIES = 3;
  private static final int WAIT_MS = 1_500;

  private static final String KEY_FILE = "auth.service.account.json.keyfile";

  /** Any of these says where credentials come from, under each prefix that the connector reads. */
  private static final List<String> NAMED =
      List.of(
          KEY_FILE,
          "auth.service.account.keyfile",
          "auth.service.account.private.key.id",
          "auth.access.token.provider.impl",
          "auth.access.token.provider");

  private static final List<String> PREFIXES = List.of("fs.gs.", "google.cloud.");

  private GoogleCredentials() {}

  /** Why there are none, if that is so. */
  static Optional<StorageAdvice> missing(Configuration conf, Map<String, String> environment) {
    for (String prefix : PREFIXES) {
      String key = conf.get(prefix + KEY_FILE, "");
      if (!key.isEmpty() && !Files.isReadable(Path.of(key))) {
        return Optional.of(
            StorageAdvice.noCredentials(
                "%s names %s, which cannot be read here".formatted(prefix + KEY_FILE, key)));
      }
    }
    if (areNamed(conf) || environment.containsKey("GOOGLE_APPLICATION_CREDENTIALS")) {
      return Optional.empty();
    }
    String host = environment.getOrDefault("GCE_METADATA_HOST", METADATA_HOST);
    return answers(host)
        ? Optional.empty()
        : Optional.of(
            StorageAdvice.noCredentials(
                "no account is named, and Google's metadata server at %s does not answer"
                    .formatted(host)));
  }

  private static boolean areNamed(Configuration conf) {
    for (String prefix : PREFIXES) {
      if (!conf.getBoolean(prefix + "auth.service.account.enable", true)
          || NAMED.stream().anyMatch(name -> !conf.get(prefix + name, "").isEmpty())) {
        return true;
      }
    }
    return !conf.get("fs.gs.auth.type", "COMPUTE_ENGINE").equals("COMPUTE_ENGINE");
  }

  private static boolean answers(String host) {
    int colon = host.indexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    int port = colon < 0 ? HTTP : Integer.parseInt(host.substring(colon + 1));
    for (int i = 0; i < TRIES; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(name, port), WAIT_MS);
        return true;
      } catch (IOException unreachable) {
        // Tried again, then told.
      }
    }
    return false;
  }
}
