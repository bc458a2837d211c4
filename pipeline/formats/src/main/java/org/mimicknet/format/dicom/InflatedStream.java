/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** Fails once more bytes came than are allowed. */
final class InflatedStream extends FilterInputStream {
  private final long limit;
  private long count;

  InflatedStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      add(1);
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    add(Math.max(0, read));
    return read;
  }

  private void add(int bytes) throws IOException {
    count += bytes;
    if (count > limit) {
      throw new IOException(
          new MemberException(
              Reason.LIMIT_EXCEEDED,
              "The deflated data set grows over %s bytes: raise the limit of a member"
                  .formatted(limit)));
    }
  }
}
