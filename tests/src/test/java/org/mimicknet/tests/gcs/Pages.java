/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.gcs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * A listing in pages of few entries, which the server gives in one: entry by entry as Google's
 * storage orders them would need both lists merged; here the folders come after the objects, and
 * who reads all pages meets each once.
 */
final class Pages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pages() {}

  /**
   * A page of a listing.
   *
   * @param whole the answer of the server
   * @param token where the page begins; empty for the first
   * @param entries of a page at most
   */
  static byte[] page(byte[] whole, String token, int entries) throws IOException {
    ObjectNode listing = (ObjectNode) JSON.readTree(whole);
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int objects = listing.path("items").size();
    int all = objects + listing.path("prefixes").size();
    int until = Math.min(all, from + entries);
    ArrayNode items = JSON.createArrayNode();
    ArrayNode prefixes = JSON.createArrayNode();
    for (int i = from; i < until; i++) {
      if (i < objects) {
        items.add(listing.get("items").get(i));
      } else {
        prefixes.add(listing.get("prefixes").get(i - objects));
      }
    }
    listing.set("items", items);
    listing.set("prefixes", prefixes);
    listing.remove("nextPageToken");
    if (until < all) {
      listing.put("nextPageToken", String.valueOf(until));
    }
    return JSON.writeValueAsBytes(listing);
  }
}
