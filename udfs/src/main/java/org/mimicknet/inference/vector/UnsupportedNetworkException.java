/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import org.mimicknet.Internal;
import org.mimicknet.model.Network;

/** A network that the vector engine cannot run, with the node that is to blame. */
@Internal
public final class UnsupportedNetworkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsupportedNetworkException(Network.Node node, String reason) {
    super(
        "Cannot run this network with the vector engine: node %s (%s) %s"
            .formatted(node.name(), node.layer().getClass().getSimpleName(), reason));
  }
}
