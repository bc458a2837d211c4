/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import org.mimicknet.Internal;

/** The two images of a frame. */
@Internal
public enum Side {
  /** The network's input: log-compressed, clipped, in [0, 1]. */
  DAS,
  /** What its output is compared with: the scanner's image in [0, 1]. */
  CLINICAL
}
