/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.mat.MatVariables;

/**
 * The order of time of frames that were written round and round: the one after the last written is
 * the oldest.
 *
 * @param count frames in the buffer
 * @param last page of the last written, from 0
 */
record RingBuffer(int count, int last) {
  static final String SAVED_LAST_FRAME = "RcvLastFrame";

  /**
   * By {@code Resource.RcvBuffer.lastFrame} (else {@code RcvLastFrame}, as Verasonics' own scripts
   * save it), where it counts frames of this buffer; else as they lie.
   */
  static RingBuffer of(MatVariables variables, int count) throws MemberException {
    Optional<Double> last = variables.number("Resource.RcvBuffer.lastFrame");
    if (last.isEmpty()) {
      last = variables.number(SAVED_LAST_FRAME);
    }
    Optional<Double> size = variables.number("Resource.RcvBuffer.numFrames");
    boolean counts =
        last.isPresent()
            && last.get() >= 1
            && last.get() <= count
            && last.get() == Math.rint(last.get())
            && (size.isEmpty() || size.get() == count);
    return new RingBuffer(count, counts ? last.get().intValue() - 1 : count - 1);
  }

  /** The page of the frame {@code index}, from 0, oldest first. */
  int page(int index) {
    return (int) ((last + 1L + index) % count);
  }
}
