/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.mimicknet.tests.gcs.FaultPlan.Fault;

/**
 * Stands between the connector and a server for Google's storage. It counts requests, lets some of
 * them fail, and adds what the server lacks: pages of a listing, and conditions on the generation
 * of an object that is uploaded in pieces, by which Delta commits once.
 */
final class FaultProxy implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private static final int SLOW_PIECE = 1 << 16;
  private static final int SLOW_MS = 20;
  private static final int SLOWEST_PIECES = 25;

  private final URI upstream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RequestCounts counts = new RequestCounts();

  /** By the id of an upload: the object and the generation that it has to have. */
  private final Map<String, Condition> uploads = new ConcurrentHashMap<>();

  private final Map<String, Object> locks = new ConcurrentHashMap<>();
  private volatile FaultPlan plan = FaultPlan.none();
  private volatile int pageEntries = 1_000;
  private volatile Optional<SparseObject> sparse = Optional.empty();

  private record Condition(String object, String generation) {}

  /** A request. */
  private static final class Asked {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /** As it came; a query that is not there is empty. */
    Asked(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
      this.method = method;
      this.path = path;
      this.query = Objects.requireNonNullElse(query, "");
      this.headers = headers;
      this.body = body;
    }

    RequestKind kind() {
      return RequestKind.of(method, path, query);
    }

    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse("");
    }

    String parameter(String name) {
      return Stream.of(query.split("&", -1))
          .filter(pair -> pair.startsWith(name + "="))
          .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
          .findFirst()
          .orElse("");
    }
  }

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
        answer(exchange, asked, Optional.empty());
        return;
      }
      switch (fault.get()) {
        case TOO_MANY_REQUESTS -> refuse(exchange, 429, "rateLimitExceeded");
        case UNAVAILABLE -> refuse(exchange, 503, "backendError");
        // An exchange that is closed without an answer closes its connection.
        case DROPPED -> {}
        case ANSWER_LOST -> {
          try (InputStream body = forward(asked).body()) {
            body.readAllBytes();
          }
        }
        case ANSWER_CUT, SLOW -> answer(exchange, asked, fault);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, int code, String reason) throws IOException {
    byte[] body =
        "{\"error\": {\"code\": %d, \"message\": \"Injected\", \"errors\": [{\"reason\": \"%s\"}]}}"
            .formatted(code, reason)
            .getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private void answer(HttpExchange exchange, Asked asked, Optional<Fault> fault)
      throws IOException, InterruptedException {
    Optional<Condition> condition = condition(asked);
    if (condition.isPresent()) {
      synchronized (locks.computeIfAbsent(condition.get().object(), name -> new Object())) {
        if (!generation(condition.get().object()).equals(condition.get().generation())) {
          refuse(exchange, 412, "conditionNotMet");
          return;
        }
        send(exchange, asked, forward(asked), fault);
      }
      return;
    }
    send(exchange, asked, forward(asked), fault);
  }

  /** What has to hold when this request makes an object whole. */
  private Optional<Condition> condition(Asked asked) {
    boolean isLast = !asked.header("Content-Range").endsWith("/*");
    if (asked.method.equals("PUT") && isLast) {
      return Optional.ofNullable(uploads.get(asked.parameter("upload_id")));
    }
    return Optional.empty();
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

  private HttpResponse<InputStream> forward(Asked asked) throws IOException, InterruptedException {
    String query = asked.query.isEmpty() ? "" : "?" + asked.query;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upstream + asked.path + query))
            .method(asked.method, HttpRequest.BodyPublishers.ofByteArray(asked.body));
    asked.headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          // A listing is read here, too.
          if (!OF_THE_CONNECTION.contains(lower) && !lower.equals("accept-encoding")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
    response
        .headers()
        .firstValue("location")
        .filter(location -> !asked.parameter("ifGenerationMatch").isEmpty())
        .ifPresent(location -> remember(asked, location));
    return response;
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
        new Condition(
            asked.path.substring("/upload".length()) + "/" + name,
            asked.parameter("ifGenerationMatch")));
  }

  private void send(
      HttpExchange exchange, Asked asked, HttpResponse<InputStream> response, Optional<Fault> fault)
      throws IOException, InterruptedException {
    int code = response.statusCode();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values.stream().map(this::here).toList());
              }
            });
    long length = response.headers().firstValueAsLong("content-length").orElse(-1);
    try (InputStream body = response.body()) {
      if (asked.kind() == RequestKind.LIST && code == 200) {
        byte[] page = Pages.page(body.readAllBytes(), asked.parameter("pageToken"), entries(asked));
        exchange.sendResponseHeaders(code, page.length);
        exchange.getResponseBody().write(page);
        return;
      }
      // To the JDK's server, 0 is a body of unknown length, and -1 none.
      exchange.sendResponseHeaders(code, length > 0 ? length : length == 0 ? -1 : 0);
      if (length != 0) {
        copy(body, exchange.getResponseBody(), length, fault);
      }
    }
  }

  /** An address of the server becomes one of the proxy. */
  private String here(String header) {
    return header.replace(upstream.toString(), address().toString());
  }

  private int entries(Asked asked) {
    String most = asked.parameter("maxResults");
    return most.isEmpty() ? pageEntries : Math.min(pageEntries, Integer.parseInt(most));
  }

  private static void copy(InputStream from, OutputStream to, long length, Optional<Fault> fault)
      throws IOException, InterruptedException {
    if (fault.isEmpty()) {
      from.transferTo(to);
    } else if (fault.get() == Fault.ANSWER_CUT) {
      to.write(from.readNBytes((int) Math.min(Math.max(0, length / 2), 1 << 20)));
      to.flush();
    } else {
      int pieces = 0;
      for (byte[] piece = from.readNBytes(SLOW_PIECE);
          piece.length > 0;
          piece = from.readNBytes(SLOW_PIECE)) {
        to.write(piece);
        to.flush();
        if (pieces++ < SLOWEST_PIECES) {
          Thread.sleep(SLOW_MS);
        }
      }
    }
  }
}
