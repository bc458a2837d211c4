/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that is uploaded in pieces, as Google's storage does it. A request without bytes asks
 * how many are there: 308, and the client goes on from there, or, where the upload is whole, its
 * answer once more. (The server of these tests takes such a question for the end of the upload, and
 * keeps an object that lacks its end.) The bytes go to the server when all are here.
 */
final class ResumableUpload {
  private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|(\\d+)-\\d+)/(?:\\*|(\\d+))");

  private final String object;
  private final String generation;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Answer last;

  /** Sends the bytes to the server. */
  interface Store {
    Answer put(ResumableUpload upload) throws IOException, InterruptedException;
  }

  /**
   * Of an object.
   *
   * @param object its address at the server
   * @param generation that it has to have when the upload is whole, 0 for none that is there; empty
   *     for any
   */
  ResumableUpload(String object, String generation) {
    this.object = object;
    this.generation = generation;
  }

  String object() {
    return object;
  }

  String generation() {
    return generation;
  }

  byte[] bytes() {
    return received.toByteArray();
  }

  /** Takes a piece; the last one makes the object. */
  synchronized Answer take(String contentRange, byte[] piece, Store store)
      throws IOException, InterruptedException {
    if (last != null) {
      return last;
    }
    OptionalLong total = append(contentRange, piece);
    if (total.isPresent() && total.getAsLong() == received.size()) {
      last = store.put(this);
      return last;
    }
    return new Answer(
        308,
        received.size() == 0
            ? Map.of()
            : Map.of("Range", List.of("bytes=0-" + (received.size() - 1))),
        new byte[0]);
  }

  /** The size of the whole, if it is said. */
  private OptionalLong append(String contentRange, byte[] piece) {
    if (contentRange.isEmpty()) {
      received.writeBytes(piece);
      return OptionalLong.of(received.size());
    }
    Matcher range = RANGE.matcher(contentRange);
    if (!range.matches()) {
      throw new IllegalArgumentException("No range of an upload: " + contentRange);
    }
    if (range.group(1) != null) {
      // A piece that was here already comes again where its answer was lost.
      int known = received.size() - Integer.parseInt(range.group(1));
      if (known < 0) {
        throw new IllegalArgumentException("Bytes are missing before " + contentRange);
      }
      if (known < piece.length) {
        received.write(piece, known, piece.length - known);
      }
    }
    return range.group(2) == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(range.group(2)));
  }
}
