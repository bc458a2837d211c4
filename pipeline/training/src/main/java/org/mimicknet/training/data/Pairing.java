/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import org.mimicknet.Internal;

/** Whether the training sees which clinical image belongs to which DAS image. */
@Internal
public enum Pairing {
  /** Both images of a frame together. */
  PAIRED,
  /** DAS images of some studies and clinical images of others. */
  UNPAIRED
}
