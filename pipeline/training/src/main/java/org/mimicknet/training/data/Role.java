/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import org.mimicknet.Internal;

/** What a study is used for. All frames of a study have the same role. */
@Internal
public enum Role {
  /** Its frames change the weights. */
  TRAIN,
  /** Its frames decide which epoch is the best, and when the learning rate falls. */
  VALIDATION,
  /** Its frames are looked at once, at the end: the figures of the model card. */
  TEST
}
