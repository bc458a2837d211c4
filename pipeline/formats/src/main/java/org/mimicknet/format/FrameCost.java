/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import org.mimicknet.Internal;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;

/**
 * The memory that a frame takes, known from its declared size before any of it is taken: the pixels
 * and what decoding them needs, and then the copies that Spark and Parquet make of its row on the
 * way to a file; beside both, what its reader holds.
 *
 * @param pixels of one image
 * @param images one, or two
 * @param decodingBytes beside the images, while they are decoded
 * @param heldBytes that the reader holds until it has given its last frame
 */
@Internal
public record FrameCost(long pixels, int images, long decodingBytes, long heldBytes) {
  /** An ingest of one frame of 64 MB runs in 18 times its size beyond what it needs without. */
  private static final int COPIES = 18;

  /**
   * Refuses a frame that needs more memory than a task has.
   *
   * @throws MemberException with the setting that would admit it
   */
  public void require(ArchiveLimits limits) throws MemberException {
    limits.requireMemory("The frame", bytes());
  }

  long bytes() {
    long imageBytes = images * pixels * Float.BYTES;
    return heldBytes + Math.max(imageBytes + decodingBytes, COPIES * imageBytes);
  }
}
