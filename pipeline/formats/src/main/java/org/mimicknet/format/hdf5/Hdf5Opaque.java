/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.util.Optional;

/** A data set of no numbers, or a named type. */
final class Hdf5Opaque implements Hdf5Node {
  private static final int LONGEST = 256;

  private final Node node;

  Hdf5Opaque(Node node) {
    this.node = node;
  }

  /** The text that it is; nothing where it is another thing, or long. */
  Optional<String> text() {
    boolean isOne =
        node instanceof Dataset dataset
            && dataset.isScalar()
            && dataset.getSizeInBytes() <= LONGEST;
    Object data = isOne ? ((Dataset) node).getData() : null;
    return data instanceof String text && text.length() <= LONGEST
        ? Optional.of(text)
        : Optional.empty();
  }

  @Override
  public Optional<String> attribute(String name) {
    return Attributes.text(node, name);
  }

  @Override
  public boolean hasAttribute(String name) {
    return node.getAttribute(name) != null;
  }
}
