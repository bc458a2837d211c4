/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mimicknet.tests.Missing;

/**
 * A server that speaks as Google's storage does and keeps all in memory. It is a program in Go,
 * which is installed once for all trees of a user. Without Go a test is skipped: see {@link
 * Missing}.
 */
final class GcsServer implements AutoCloseable {
  private static final String NAME = "fake-gcs-server";

  /** Later versions need four times as long to install: they bring Google's whole client. */
  private static final String VERSION = "v1.42.2";

  private static final long LIMIT_MINUTES = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final Process process;

  private GcsServer(URI address, Process process) {
    this.address = address;
    this.process = process;
  }

  /** Installs it, where that is needed, and starts it. */
  static GcsServer start(Path folder) throws IOException, InterruptedException {
    Path program = installed();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path log = folder.resolve(NAME + ".log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-backend=memory",
                "-scheme=http",
                "-host=127.0.0.1",
                "-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    GcsServer server = new GcsServer(URI.create("http://127.0.0.1:" + port), process);
    server.awaitAnswer(log);
    return server;
  }

  private static Path installed() throws IOException, InterruptedException {
    Path cache =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("mimicknet");
    Path program = Files.createDirectories(cache).resolve(NAME + "-" + VERSION);
    try (FileChannel file =
        FileChannel.open(
            cache.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Other processes wait until the file is closed.
      file.lock();
      if (!Files.exists(program)) {
        install(program);
      }
    }
    return program;
  }

  private static void install(Path program) throws IOException, InterruptedException {
    Path bin = Files.createTempDirectory(program.getParent(), "bin");
    Path log = bin.resolve("log");
    ProcessBuilder go =
        new ProcessBuilder("go", "install", "github.com/fsouza/" + NAME + "@" + VERSION)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    go.environment().put("GOBIN", bin.toString());
    Process process = null;
    try {
      process = go.start();
    } catch (IOException e) {
      Missing.skip("no Go is here. Install it, for example: apt-get install golang-go");
    }
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      Missing.skip("%s %s is not to be had: %s".formatted(NAME, VERSION, Files.readString(log)));
    }
    Files.move(bin.resolve(NAME), program, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(log);
    Files.delete(bin);
  }

  private void awaitAnswer(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try {
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        return;
      } catch (ConnectException e) {
        assertThat(process.isAlive() && System.nanoTime() < end)
            .as("%s answers; it said%n%s", NAME, Files.readString(log))
            .isTrue();
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  URI address() {
    return address;
  }

  void makeBucket(String name) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(address.resolve("/storage/v1/b?project=test"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\": \"%s\"}".formatted(name))));
  }

  /** Puts the files below a folder into a bucket, under a prefix. */
  void upload(Path folder, String bucket, String prefix) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = prefix + "/" + folder.relativize(file);
      send(
          HttpRequest.newBuilder(
                  address.resolve(
                      "/upload/storage/v1/b/%s/o?uploadType=media&name=%s"
                          .formatted(bucket, encoded(name))))
              .POST(BodyPublishers.ofFile(file)));
    }
  }

  /** Brings the objects under a prefix into a folder. */
  void download(String bucket, String prefix, Path folder)
      throws IOException, InterruptedException {
    String list = "/storage/v1/b/%s/o?prefix=%s/".formatted(bucket, encoded(prefix));
    JsonNode items =
        JSON.readTree(send(HttpRequest.newBuilder(address.resolve(list)))).get("items");
    for (JsonNode item : items) {
      String name = item.get("name").asText();
      if (name.endsWith("/")) {
        continue;
      }
      Path file = folder.resolve(name.substring(prefix.length() + 1));
      Files.createDirectories(file.getParent());
      String get = "/storage/v1/b/%s/o/%s?alt=media".formatted(bucket, encoded(name));
      Files.write(file, send(HttpRequest.newBuilder(address.resolve(get))));
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as("%s", response.uri()).isEqualTo(200);
    return response.body();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
