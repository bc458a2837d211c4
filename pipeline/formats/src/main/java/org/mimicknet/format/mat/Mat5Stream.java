/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * A MAT file of version 5 with its compressed arrays unpacked: the same file, had it been saved
 * without compression. Every array that is read to its end is held against its Adler-32 checksum,
 * which MFL does not do; one that is passed over is not unpacked at all.
 */
final class Mat5Stream extends InputStream {
  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 8;
  private static final int COMPRESSED = 15;
  private static final int PACKED_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final ArchiveLimits limits;
  private final long declaredBytes;
  private final byte[] packed = new byte[PACKED_BUFFER_BYTES];
  private ByteBuffer pending;
  private ByteOrder order;
  private long position;
  private long elementLeft;
  private Inflater inflater;
  private long packedBytes;
  private long packedLeft;
  private boolean passingOver;

  Mat5Stream(Member member, ArchiveLimits limits) {
    this.in = member.stream();
    this.limits = limits;
    this.declaredBytes = member.declaredBytes().orElse(Long.MAX_VALUE);
  }

  /** The rest of the current array is not needed: what is read of it has no meaning. */
  void passOver() throws IOException {
    passingOver = true;
    if (inflater != null) {
      in.skipNBytes(packedLeft);
      position += packedLeft;
      packedLeft = 0;
    }
  }

  /**
   * Refuses memory that the current array cannot fill.
   *
   * @throws MemberException if {@code bytes} are more than it has left
   */
  void requireRoom(long bytes) throws MemberException {
    if (bytes > elementLeft) {
      throw new MemberException(
          Reason.MALFORMED,
          "An array of the MAT file claims %s bytes where %s are left"
              .formatted(bytes, elementLeft));
    }
    if (inflater != null
        && bytes > ArchiveLimits.RATIO_FROM_BYTES
        && bytes > limits.ratio() * packedBytes) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "An array of the MAT file claims to unpack %s bytes into %s: more than %s times as many"
              .formatted(packedBytes, bytes, limits.ratio()));
    }
    if (inflater == null && bytes > declaredBytes - position) {
      throw new MemberException(
          Reason.TRUNCATED, "The MAT file ends too early: copy it again from its origin");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (pending == null) {
      readHeader();
    }
    if (!pending.hasRemaining() && elementLeft == 0 && !readTag()) {
      return -1;
    }
    if (pending.hasRemaining()) {
      int count = Math.min(length, pending.remaining());
      pending.get(target, offset, count);
      return count;
    }
    int count = readElement(target, offset, (int) Math.min(length, elementLeft));
    elementLeft -= count;
    if (elementLeft == 0) {
      endElement();
    }
    return count;
  }

  @Override
  public void close() {
    release();
  }

  private void readHeader() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES) {
      throw new EOFException();
    }
    position = HEADER_BYTES;
    order = header[HEADER_BYTES - 2] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    pending = ByteBuffer.wrap(header);
  }

  private boolean readTag() throws IOException {
    byte[] tag = in.readNBytes(TAG_BYTES);
    position += tag.length;
    if (tag.length == 0) {
      return false;
    }
    if (tag.length < TAG_BYTES) {
      throw truncated();
    }
    ByteBuffer words = ByteBuffer.wrap(tag).order(order);
    int type = words.getInt();
    long bytes = words.getInt() & 0xFFFFFFFFL;
    passingOver = false;
    if (type == COMPRESSED) {
      startInflating(bytes);
    } else {
      pending = words.rewind();
      elementLeft = bytes;
    }
    return true;
  }

  private void startInflating(long bytes) throws IOException {
    inflater = new Inflater();
    packedBytes = bytes;
    packedLeft = bytes;
    byte[] tag = new byte[TAG_BYTES];
    for (int at = 0; at < TAG_BYTES; ) {
      at += inflateSome(tag, at, TAG_BYTES - at);
    }
    pending = ByteBuffer.wrap(tag).order(order);
    elementLeft = pending.getInt(Integer.BYTES) & 0xFFFFFFFFL;
    if (elementLeft == 0) {
      endElement();
    }
  }

  private int readElement(byte[] target, int offset, int length) throws IOException {
    if (inflater != null) {
      return passingOver ? length : inflateSome(target, offset, length);
    }
    int count = in.read(target, offset, length);
    if (count < 0) {
      throw truncated();
    }
    position += count;
    return count;
  }

  private void endElement() throws IOException {
    if (inflater == null) {
      return;
    }
    if (!passingOver) {
      if (inflate(new byte[1], 0, 1) > 0) {
        throw damaged(null);
      }
      passOver();
    }
    release();
  }

  private int inflateSome(byte[] target, int offset, int length) throws IOException {
    int count = inflate(target, offset, length);
    if (count == 0) {
      throw damaged(null);
    }
    return count;
  }

  /** At least one byte; 0 at the end of the packed data, once their checksum was found to fit. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0 || inflater.finished()) {
          return count;
        }
        if (!inflater.needsInput() || packedLeft == 0) {
          throw damaged(null);
        }
        int read = in.read(packed, 0, (int) Math.min(packed.length, packedLeft));
        if (read < 0) {
          throw truncated();
        }
        position += read;
        packedLeft -= read;
        inflater.setInput(packed, 0, read);
      }
    } catch (DataFormatException e) {
      throw damaged(e);
    }
  }

  private void release() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  private static IOException damaged(Exception cause) {
    return new IOException(
        new MemberException(
            Reason.MALFORMED,
            "A compressed array of the MAT file is damaged: it does not unpack to its size or"
                + " contradicts its checksum",
            cause));
  }

  private static IOException truncated() {
    return new IOException("The MAT file is truncated");
  }
}
