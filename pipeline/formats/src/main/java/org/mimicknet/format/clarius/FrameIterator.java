/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;

/** Frames that are read when they are asked for. */
abstract class FrameIterator implements Iterator<FrameRecord> {
  private final String path;
  private int index;

  FrameIterator(String path) {
    this.path = path;
  }

  abstract FrameRecord read(String path, int index) throws IOException, MemberException;

  @Override
  public FrameRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Cannot give frame %d: it is the end".formatted(index));
    }
    try {
      return read(path, index++);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MemberException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
