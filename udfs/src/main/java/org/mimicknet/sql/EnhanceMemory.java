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
 * @param outputCopies copies of the enhanced image on its way to a file
 */
record EnhanceMemory(TaskMemory memory, int outputCopies) {
  /** Parquet's page and value, Spark's rows of either side, the row that is enhanced. */
  private static final int COPIES = 11;

  /** The row of a frame in a group, and the images that are read from it. */
  private static final int GROUP_COPIES = 2;

  /** As an image of an ingest takes. */
  private static final int WRITTEN_COPIES = 18;

  /** Of a group, and of the rows that are read ahead. */
  private static final double HALF = 0.5;

  /** For the rows of this task. */
  static EnhanceMemory ofTask(boolean writesPixels) {
    return new EnhanceMemory(SparkMemory.ofTask(), writesPixels ? WRITTEN_COPIES : 0);
  }

  /** For a function of SQL, whose result is a column that may be written. */
  static EnhanceMemory ofFunction() {
    return ofTask(true);
  }

  /** What the frames of a group may add together: the last one may take it all. */
  long ofGroup() {
    return memory.part(HALF);
  }

  /** What the rows that are read ahead may take together. */
  long ofReadAhead() {
    return memory.part(HALF);
  }

  /**
   * Refuses a frame that needs more memory than a task has.
   *
   * @param images that its row holds: one, or two
   * @return the part of it that grows with the number of frames in a group
   * @throws FrameException with the setting that would admit it
   */
  long require(FrameEnhancer enhancer, int height, int width, int images) {
    long imageBytes = (long) Float.BYTES * height * width;
    long needed =
        (COPIES * images + outputCopies) * imageBytes + enhancer.neededBytes(height, width);
    Optional<String> refusal =
        memory.refusal("A frame of %s x %s pixels".formatted(height, width), needed);
    if (refusal.isPresent()) {
      throw new FrameException(Reason.LIMIT_EXCEEDED, refusal.get());
    }
    return (long) GROUP_COPIES * images * imageBytes + enhancer.addedBytes(height, width);
  }
}
