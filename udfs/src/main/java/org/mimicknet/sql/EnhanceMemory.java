/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Optional;
import org.mimicknet.TaskMemory;
import org.mimicknet.config.SparkMemory;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.FrameException.Reason;

/**
 * What frames of a task need, held against its memory before their pixels are decoded.
 *
 * @param memory of the task
 * @param rows copies of the pixels of a row that there are at once
 * @param outputCopies copies of the enhanced image on its way to a file
 */
record EnhanceMemory(TaskMemory memory, int rows, int outputCopies) {
  /** Parquet's page and value, Spark's rows of either side, the row that is enhanced. */
  private static final int COPIES = 11;

  /** As an image of an ingest takes. */
  private static final int WRITTEN_COPIES = 18;

  /** For the rows of this task. */
  static EnhanceMemory ofTask(int readAhead, boolean writesPixels) {
    return new EnhanceMemory(
        SparkMemory.ofTask(), readAhead + COPIES, writesPixels ? WRITTEN_COPIES : 0);
  }

  /** For a function of SQL, whose result is a column that may be written. */
  static EnhanceMemory ofFunction() {
    return ofTask(0, true);
  }

  /** Half of it, which the frames of a group may take together: the last one may take it all. */
  long ofGroup() {
    return memory.bytes() / 2;
  }

  /**
   * The memory that a frame takes.
   *
   * @param images that its row holds: one, or two
   * @throws FrameException if a task has less
   */
  long require(FrameEnhancer enhancer, int height, int width, int images) {
    long imageBytes = (long) Float.BYTES * height * width;
    long needed = (rows * images + outputCopies) * imageBytes + enhancer.neededBytes(height, width);
    Optional<String> refusal =
        memory.refusal("A frame of %s x %s pixels".formatted(height, width), needed);
    if (refusal.isPresent()) {
      throw new FrameException(Reason.LIMIT_EXCEEDED, refusal.get());
    }
    return needed;
  }
}
