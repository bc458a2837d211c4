/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.mimicknet.archive.LookAhead;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;

/** Frames that are read when they are asked for. */
abstract class FrameIterator extends LookAhead<FrameRecord> {
  private final String path;
  private int index;

  FrameIterator(String path) {
    this.path = path;
  }

  /** Reads the next frame, which has this path and index; null at the end. */
  abstract FrameRecord read(String path, int index) throws IOException, MemberException;

  @Override
  protected FrameRecord advance() {
    try {
      return read(path, index++);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MemberException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
