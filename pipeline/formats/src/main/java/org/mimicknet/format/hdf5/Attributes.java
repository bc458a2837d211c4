/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.util.Optional;

/** Text attributes of nodes. */
final class Attributes {
  private static final int LONGEST_TEXT = 256;

  private Attributes() {}

  static Optional<String> text(Node node, String name) {
    Attribute attribute = node.getAttribute(name);
    if (attribute == null || attribute.getSize() != 1) {
      return Optional.empty();
    }
    Object data = attribute.getData();
    if (data instanceof String[] texts && texts.length == 1) {
      data = texts[0];
    }
    return data instanceof String text && text.length() <= LONGEST_TEXT
        ? Optional.of(text)
        : Optional.empty();
  }
}
