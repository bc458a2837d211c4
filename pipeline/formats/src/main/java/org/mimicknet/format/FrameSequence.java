/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The frames of one member by their index, each read when it is asked for. A frame with NaN or
 * infinite pixels is a failed record of its own; whatever else goes wrong is the last record.
 */
@Internal
public final class FrameSequence implements Iterator<FrameRecord> {
  /** Reads one frame. */
  @FunctionalInterface
  public interface Frames {
    FrameRecord read(int index) throws MemberException;
  }

  private final String path;
  private final Identifiers identifiers;
  private final int count;
  private final Frames frames;
  private int next;

  /**
   * The {@code count} frames of the member at {@code path}.
   *
   * @param identifiers how personal the identifiers of a frame are that cannot be read
   */
  public FrameSequence(String path, Identifiers identifiers, int count, Frames frames) {
    this.path = path;
    this.identifiers = identifiers;
    this.count = count;
    this.frames = frames;
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public FrameRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot give frame %s of %s".formatted(next, count));
    }
    int index = next++;
    try {
      return frames.read(index);
    } catch (MemberException | RuntimeException | StackOverflowError e) {
      if (!MemberException.isContained(e)) {
        throw new IllegalStateException("Cannot read on: the task is being stopped", e);
      }
      return failed(index, MemberException.of("The frame", e));
    }
  }

  private FrameRecord failed(int index, MemberException failure) {
    if (failure.reason() != Reason.NON_FINITE) {
      next = count;
    }
    return FrameRecord.failed(path, index, failure.reason(), failure.getMessage())
        .withMetadata(FrameMetadata.builder().identifiers(identifiers).build());
  }
}
