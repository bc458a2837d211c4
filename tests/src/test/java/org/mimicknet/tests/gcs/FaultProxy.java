/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mimicknet.tests.gcs.FaultPlan.Fault;

/**
 * Stands between the connector and a server for Google's storage. It counts requests, lets some of
 * them fail, and adds what the server lacks: pages of a listing, and conditions on the generation
 * of an object that is uploaded in pieces, by which Delta commits once.
 */
final class FaultProxy implements AutoCloseable {
  private static final Set<String> OF_THIS_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  /** What is listed is read here, and an upload goes on in one piece. */
  private static final Set<String> NOT_PASSED_ON = Set.of("accept-encoding", "content-range");

  private static final int SLOW_PIECE = 1 << 16;
  private static final int SLOW_MS = 20;
  private static final int SLOWEST_PIECES = 25;

  private final URI upstream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RequestCounts counts = new RequestCounts();

  private final Map<String, ResumableUpload> uploads = new ConcurrentHashMap<>();

  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private volatile FaultPlan plan = FaultPlan.none();
  private volatile int pageEntries = 1_000;
  private volatile Optional<SparseObject> sparse = Optional.empty();

  /** In front of a server. */
  FaultProxy(URI upstream) throws IOException {
    this.upstream = upstream;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  RequestCounts counts() {
    return counts;
  }

  /** What fails from now on. */
  void faults(FaultPlan faults) {
    plan = faults;
  }

  /** How many entries a page of a listing has at most. */
  void pageEntries(int entries) {
    pageEntries = entries;
  }

  /** An object that the proxy itself answers for. */
  void serve(SparseObject object) {
    sparse = Optional.of(object);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      Asked asked =
          new Asked(
              exchange.getRequestMethod(),
              uri.getRawPath(),
              uri.getRawQuery(),
              exchange.getRequestHeaders(),
              exchange.getRequestBody().readAllBytes());
      counts.count(asked.kind());
      if (sparse.filter(object -> object.isAskedFor(asked.path)).isPresent()) {
        sparse.get().answer(exchange, asked.kind());
        return;
      }
      Optional<Fault> fault = plan.next(asked.kind());
      if (fault.isEmpty()) {
        send(exchange, answer(asked));
        return;
      }
      switch (fault.get()) {
        case TOO_MANY_REQUESTS -> send(exchange, refusal(429, "rateLimitExceeded"));
        case UNAVAILABLE -> send(exchange, refusal(503, "backendError"));
        // An exchange that is closed without an answer closes its connection.
        case DROPPED -> {}
        case ANSWER_LOST -> answer(asked);
        case ANSWER_CUT -> sendHalf(exchange, answer(asked));
        case SLOW -> sendSlowly(exchange, answer(asked));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer refusal(int code, String reason) {
    return new Answer(
        code,
        Map.of("Content-Type", List.of("application/json")),
        "{\"error\": {\"code\": %d, \"message\": \"Injected\", \"errors\": [{\"reason\": \"%s\"}]}}"
            .formatted(code, reason)
            .getBytes(StandardCharsets.US_ASCII));
  }

  private Answer answer(Asked asked) throws IOException, InterruptedException {
    ResumableUpload upload = uploads.get(asked.parameter("upload_id"));
    if (upload != null && asked.method.equals("PUT")) {
      return upload.take(asked.header("Content-Range"), asked.body, whole -> put(asked, whole));
    }
    Answer answer = forward(asked, asked.body);
    if (asked.kind() == RequestKind.LIST && answer.code == 200) {
      return new Answer(
          answer.code,
          answer.headers,
          Pages.page(answer.body, asked.parameter("pageToken"), entries(asked)));
    }
    return answer;
  }

  /** Makes the object of an upload that is whole. */
  private Answer put(Asked asked, ResumableUpload upload) throws IOException, InterruptedException {
    synchronized (locks.computeIfAbsent(upload.object(), name -> new Object())) {
      if (!upload.generation().isEmpty()
          && !generation(upload.object()).equals(upload.generation())) {
        return refusal(412, "conditionNotMet");
      }
      return forward(asked, upload.bytes());
    }
  }

  /** Of the object as it is there, 0 where it is not. */
  private String generation(String object) throws IOException, InterruptedException {
    HttpResponse<String> found =
        client.send(
            HttpRequest.newBuilder(URI.create(upstream + object)).build(), BodyHandlers.ofString());
    if (found.statusCode() != 200) {
      return "0";
    }
    return new ObjectMapper().readTree(found.body()).path("generation").asText();
  }

  private Answer forward(Asked asked, byte[] body) throws IOException, InterruptedException {
    String query = asked.query.isEmpty() ? "" : "?" + asked.query;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upstream + asked.path + query))
            .method(asked.method, HttpRequest.BodyPublishers.ofByteArray(body));
    asked.headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!OF_THIS_CONNECTION.contains(lower) && !NOT_PASSED_ON.contains(lower)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    response.headers().firstValue("location").ifPresent(location -> remember(asked, location));
    Map<String, List<String>> headers = new HashMap<>(response.headers().map());
    headers.keySet().removeIf(name -> OF_THIS_CONNECTION.contains(name.toLowerCase(Locale.ROOT)));
    headers.replaceAll((name, values) -> values.stream().map(this::here).toList());
    return new Answer(response.statusCode(), headers, response.body());
  }

  private void remember(Asked asked, String location) {
    URI uri = URI.create(location);
    String id =
        new Asked("PUT", uri.getRawPath(), uri.getRawQuery(), Map.of(), new byte[0])
            .parameter("upload_id");
    String name =
        URLEncoder.encode(asked.parameter("name"), StandardCharsets.UTF_8).replace("+", "%20");
    uploads.put(
        id,
        new ResumableUpload(
            asked.path.substring("/upload".length()) + "/" + name,
            asked.parameter("ifGenerationMatch")));
  }

  /** An address of the server becomes one of the proxy. */
  private String here(String header) {
    return header.replace(upstream.toString(), address().toString());
  }

  private int entries(Asked asked) {
    String most = asked.parameter("maxResults");
    return most.isEmpty() ? pageEntries : Math.min(pageEntries, Integer.parseInt(most));
  }

  private static OutputStream head(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().putAll(answer.headers);
    // To the JDK's server, -1 is a body that is empty.
    int length = answer.body.length;
    exchange.sendResponseHeaders(answer.code, length == 0 ? -1 : length);
    return exchange.getResponseBody();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    head(exchange, answer).write(answer.body);
  }

  private static void sendHalf(HttpExchange exchange, Answer answer) throws IOException {
    OutputStream out = head(exchange, answer);
    out.write(answer.body, 0, answer.body.length / 2);
    out.flush();
  }

  private static void sendSlowly(HttpExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    OutputStream out = head(exchange, answer);
    byte[] body = answer.body;
    int piece = Math.max(SLOW_PIECE, body.length / SLOWEST_PIECES);
    for (int from = 0; from < body.length; from += piece) {
      out.write(body, from, Math.min(piece, body.length - from));
      out.flush();
      Thread.sleep(SLOW_MS);
    }
  }
}
