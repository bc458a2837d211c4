/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.mat.MatVariables;

/** The order of time of frames that were written round and round. */
final class RingBuffer {
  static final String SAVED_LAST_FRAME = "RcvLastFrame";

  private RingBuffer() {}

  /**
   * The page of the oldest of {@code count} frames, the one after the last written: by {@code
   * Resource.RcvBuffer.lastFrame} (else {@code RcvLastFrame}, as Verasonics' own scripts save it),
   * where it counts frames of this buffer; else the first.
   */
  static int oldest(MatVariables variables, int count) throws MemberException {
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
    return counts ? last.get().intValue() % count : 0;
  }
}
