/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.util.regex.Pattern;

/** What is asked of Google's storage, as its bill and its quotas count. */
enum RequestKind {
  LIST,
  METADATA,
  READ,
  WRITE,
  COPY,
  COMPOSE,
  DELETE,
  BUCKET,
  BATCH,
  OTHER;

  private static final Pattern BUCKET_PATH = Pattern.compile("/storage/v1/b(/[^/]*)?");
  private static final Pattern OBJECTS_PATH = Pattern.compile("/storage/v1/b/[^/]*/o");
  private static final Pattern OBJECT_PATH = Pattern.compile("/storage/v1/b/[^/]*/o/[^/]*");

  /**
   * Of a request.
   *
   * @param path as it was sent, where a slash within a name is {@code %2F}
   * @param query as it was sent; may be empty
   */
  static RequestKind of(String method, String path, String query) {
    if (path.startsWith("/batch")) {
      return BATCH;
    }
    if (path.startsWith("/upload")) {
      return WRITE;
    }
    if (path.startsWith("/download") || query.contains("alt=media")) {
      return READ;
    }
    if (BUCKET_PATH.matcher(path).matches()) {
      return BUCKET;
    }
    if (OBJECTS_PATH.matcher(path).matches()) {
      return LIST;
    }
    if (path.contains("/rewriteTo/") || path.contains("/copyTo/")) {
      return COPY;
    }
    if (path.endsWith("/compose")) {
      return COMPOSE;
    }
    if (OBJECT_PATH.matcher(path).matches()) {
      return method.equals("GET") ? METADATA : method.equals("DELETE") ? DELETE : OTHER;
    }
    return OTHER;
  }
}
