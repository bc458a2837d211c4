/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of Google's storage that is too large for a disk or a memory: bytes at its begin and at
 * its end, and zeros between.
 */
final class SparseObject {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final byte[] ZEROS = new byte[1 << 20];

  private final String bucket;
  private final String name;
  private final byte[] begin;
  private final long zeros;
  private final byte[] end;

  /** The one object of a bucket. */
  SparseObject(String bucket, String name, byte[] begin, long zeros, byte[] end) {
    this.bucket = bucket;
    this.name = name;
    this.begin = begin;
    this.zeros = zeros;
    this.end = end;
  }

  long size() {
    return begin.length + zeros + end.length;
  }

  /** Whether a request is about its bucket. */
  boolean isAskedFor(String path) {
    return path.contains("/storage/v1/b/" + bucket + "/");
  }

  void answer(HttpExchange exchange, RequestKind kind) throws IOException {
    boolean isThis = exchange.getRequestURI().getRawPath().endsWith("/o/" + name);
    if (kind == RequestKind.READ && isThis) {
      read(exchange);
    } else if (kind == RequestKind.METADATA && isThis) {
      json(exchange, 200, metadata());
    } else if (kind == RequestKind.LIST) {
      json(exchange, 200, "{\"kind\": \"storage#objects\"}");
    } else {
      json(exchange, 404, "{\"error\": {\"code\": 404, \"message\": \"Not Found\"}}");
    }
  }

  private String metadata() {
    return """
        {"kind": "storage#object", "bucket": "%s", "name": "%s", "size": "%d", "generation": "1",
         "metageneration": "1", "timeCreated": "2026-01-01T00:00:00.000Z",
         "updated": "2026-01-01T00:00:00.000Z", "contentType": "application/octet-stream"}"""
        .formatted(bucket, name, size());
  }

  private static void json(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private void read(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(asked == null ? "bytes=0-" : asked);
    if (!range.matches()) {
      json(exchange, 400, "{\"error\": {\"code\": 400, \"message\": \"Another range\"}}");
      return;
    }
    long from = Long.parseLong(range.group(1));
    long until =
        range.group(2).isEmpty() ? size() : Math.min(size(), Long.parseLong(range.group(2)) + 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, until - 1, size()));
    exchange.sendResponseHeaders(206, until - from);
    OutputStream out = exchange.getResponseBody();
    write(out, begin, 0, from, until);
    long zero = Math.max(from, begin.length);
    long zerosEnd = Math.min(until, begin.length + zeros);
    while (zero < zerosEnd) {
      int piece = (int) Math.min(ZEROS.length, zerosEnd - zero);
      out.write(ZEROS, 0, piece);
      zero += piece;
    }
    write(out, end, begin.length + zeros, from, until);
  }

  /** What of some bytes, which begin at an offset of the object, lies in a range. */
  private static void write(OutputStream out, byte[] bytes, long offset, long from, long until)
      throws IOException {
    int first = (int) Math.max(0, Math.min(bytes.length, from - offset));
    int last = (int) Math.max(0, Math.min(bytes.length, until - offset));
    if (first < last) {
      out.write(bytes, first, last - first);
    }
  }
}
