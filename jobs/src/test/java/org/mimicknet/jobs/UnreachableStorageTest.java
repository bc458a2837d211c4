/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One sentence for a storage that cannot be reached, by every way to it: {@code S} stands for the
 * storage, {@code E} for an empty folder. What answers for Google's storage is a stub, through the
 * real connector.
 */
class UnreachableStorageTest {
  private static final Map<String, String> SETTINGS =
      new HashMap<>(
          Map.of(
              "spark.master", "local[1]",
              "spark.ui.enabled", "false",
              "spark.sql.shuffle.partitions", "1",
              "spark.databricks.delta.snapshotPartitions", "1",
              "spark.hadoop.fs.gs.auth.service.account.enable", "false",
              "spark.hadoop.fs.gs.auth.null.enable", "true",
              "spark.hadoop.fs.gs.project.id", "test"));

  private static final String INGEST_FROM = "ingest --dry-run --input S/a --warehouse E/w";
  private static final String INGEST_INTO = "ingest --input E --warehouse S/w";
  private static final String SQL = "sql --warehouse S/w SELECT_1";

  @TempDir static Path folder;
  private static HttpServer storage;
  private static int status;
  private static String says;

  @BeforeAll
  static void startStorage() throws IOException {
    storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storage.createContext("/", UnreachableStorageTest::answer);
    storage.start();
    SETTINGS.put(
        "spark.hadoop.fs.gs.storage.root.url",
        "http://127.0.0.1:%d/".formatted(storage.getAddress().getPort()));
    SETTINGS.forEach(System::setProperty);
  }

  @AfterAll
  static void stopStorage() {
    SETTINGS.keySet().forEach(System::clearProperty);
    storage.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body =
          "{\"error\": {\"code\": %d, \"message\": \"%s\", \"errors\": [{\"reason\": \"-\"}]}}"
              .formatted(status, says)
              .getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @ParameterizedTest
  @CsvSource({INGEST_FROM, INGEST_INTO, SQL})
  void whatIsForbiddenSaysWhichRoleToGive(String command) throws IOException {
    status = 403;
    says = "x@y does not have storage.objects.get access";

    assertThat(ended(2, command, "gs://lake"))
        .contains("this account may not do it (x@y does not have storage.objects.get access)")
        .contains("roles/storage.objectUser on the bucket lake");
  }

  @ParameterizedTest
  @CsvSource({
    INGEST_FROM + ", there is no such file or folder",
    INGEST_INTO + ", the bucket lake is not there (The specified bucket does not exist.)",
    SQL + ", there is no table frames in it"
  })
  void aBucketThatIsNotThereIsSaid(String command, String sentence) throws IOException {
    status = 404;
    says = "The specified bucket does not exist.";

    assertThat(ended(2, command, "gs://lake")).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({INGEST_FROM, INGEST_INTO, SQL})
  void aConnectorThatIsNotThereIsToBeAdded(String command) throws IOException {
    assertThat(ended(2, command, "s3a://lake"))
        .contains("s3a://lake", "the connector for s3a:// is not on the class path of Spark")
        .contains("--packages org.apache.hadoop:hadoop-aws:");
    assertThat(ended(2, command, "gx://lake"))
        .contains("gx://lake", "No FileSystem for scheme \"gx\". Check its scheme");
  }

  @ParameterizedTest
  @CsvSource({INGEST_FROM, INGEST_INTO, SQL})
  void aHostThatIsNotKnownIsNamedAndMayComeBack(String command) throws IOException {
    assertThat(ended(4, command, "hdfs://nohost.invalid"))
        .contains("nohost.invalid")
        .doesNotContain("Internal");
  }

  @Test
  void aKeyFileThatIsNotThereIsAMissingAccount() throws IOException {
    String key = "spark.hadoop.fs.gs.auth.service.account.json.keyfile";
    System.setProperty(key, "/no/key.json");
    try {
      assertThat(ended(2, SQL, "gs://lake"))
          .contains("Cannot use the warehouse path gs://lake/w: there are no credentials for it")
          .contains("/no/key.json, which cannot be read here");
    } finally {
      System.clearProperty(key);
    }
  }

  /** Runs a command and gives what it said: one sentence and no stack trace. */
  private static String ended(int code, String command, String storage) throws IOException {
    String empty = Files.createTempDirectory(folder, "empty").toString();
    String[] words = command.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replaceFirst("^S", storage).replaceFirst("^E", empty).replace('_', ' ');
    }
    if (command.equals(SQL)) {
      words[words.length - 1] = "SELECT 1";
    }
    StringWriter err = new StringWriter();
    int ended = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words);
    assertThat(ended).as("exit code; it said%n%s", err).isEqualTo(code);
    assertThat(err.toString().lines())
        .hasSizeLessThanOrEqualTo(2)
        .noneMatch(line -> line.startsWith("\tat "));
    return err.toString();
  }
}
