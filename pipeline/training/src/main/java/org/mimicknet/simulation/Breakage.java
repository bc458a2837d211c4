/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.Reason;

/** What is wrong on purpose with a member of the demonstration archives. */
@Internal
public enum Breakage {
  /** A MAT file that ends in the middle. */
  TRUNCATED_MAT(90, Reason.TRUNCATED),
  /** Notes that somebody left among the images. */
  TEXT_FILE(91, Reason.UNSUPPORTED_FORMAT),
  /** The clinical image is narrower than the IQ. */
  SIZE_MISMATCH(92, Reason.SIZE_MISMATCH),
  /** The clinical image holds NaN. */
  NAN_PIXELS(93, Reason.NON_FINITE),
  /** A tar that ends in the middle of its only member. */
  TRUNCATED_ARCHIVE(94, Reason.TRUNCATED),
  /** Every sample is the same: it is ingested, and cannot be normalised. */
  CONSTANT_FRAME(95, null),
  /** 16 x 16 samples: it is ingested, and cannot be padded by reflection. */
  TINY_FRAME(96, null);

  private final int frameIndex;
  private final Reason reason;

  Breakage(int frameIndex, Reason reason) {
    this.frameIndex = frameIndex;
    this.reason = reason;
  }

  /** Why ingest finds no frame in it; empty where ingest is content and enhance is not. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Far from the indices of good frames of a study. */
  int frameIndex() {
    return frameIndex;
  }
}
