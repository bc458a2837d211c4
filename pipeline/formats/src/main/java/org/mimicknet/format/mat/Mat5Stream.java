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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * A MAT file of version 5 with its compressed arrays unpacked: the same file, had it been saved
 * without compression. Every array that is read to its end is held against its Adler-32 checksum,
 * which MFL does not do; one that is passed over is not unpacked at all. What the library would
 * stumble over is left out: the text of the header, which any writer may choose, objects of
 * classes, and zeros between and behind the arrays.
 */
final class Mat5Stream extends InputStream {
  private static final int HEADER_BYTES = 128;
  private static final byte[] HEADER_TEXT =
      "MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII);

  /** Behind the text: where the data of objects lie, which are not read. */
  private static final int SUBSYSTEM_AT = 116;

  private static final int SUBSYSTEM_BYTES = 8;
  private static final int TAG_BYTES = 8;

  /** The tag of an array, and the element of its flags, which comes first. */
  private static final int START_BYTES = TAG_BYTES + 16;

  private static final int MATRIX = 14;

  /** The class of an array that is an object: a string, a table, a value of an enumeration. */
  private static final int OBJECT_CLASS = 17;

  private static final int LONGEST_NAME = 64;

  /** A text of one byte a letter becomes one of two. */
  private static final int TEXT_GROWTH = 2;

  private static final int COMPRESSED = 15;
  private static final int PACKED_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final ArchiveLimits limits;
  private final long declaredBytes;
  private final byte[] packed = new byte[PACKED_BUFFER_BYTES];
  private ByteBuffer pending;
  private ByteOrder order;
  private long position;
  private final Set<String> objects = new LinkedHashSet<>();
  private long elementBytes;
  private long elementLeft;
  private Inflater inflater;
  private long packedBytes;
  private long packedLeft;
  private boolean passingOver;
  private boolean hasFailed;

  Mat5Stream(Member member, ArchiveLimits limits) {
    this.in = member.stream();
    this.limits = limits;
    this.declaredBytes = member.declaredBytes().orElse(Long.MAX_VALUE);
  }

  /** The names of the variables that are objects, all of which are left out. */
  Set<String> objects() {
    return objects;
  }

  /** What of the current array was not read yet [bytes]. */
  long elementLeft() {
    return elementLeft;
  }

  /** So many bytes the element may have left: not more than the file has, or may unpack to. */
  long elementRoom() {
    long most =
        inflater == null
            ? declaredBytes - position
            : Math.max(ArchiveLimits.RATIO_FROM_BYTES, limits.ratio() * packedBytes);
    return Math.min(elementLeft, most);
  }

  /** Whether it ever threw, because of its bytes or where they come from. */
  boolean hasFailed() {
    return hasFailed;
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
   * Refuses memory that the current array cannot fill. The letters of a text are in memory already
   * when room for them is asked.
   *
   * @throws MemberException if {@code bytes} are more than it has left, and more than the letters
   *     of all that was read of it take
   */
  void requireRoom(long bytes) throws MemberException {
    boolean isRead = bytes <= TEXT_GROWTH * (elementBytes - elementLeft);
    if (bytes > elementLeft && !isRead) {
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
    if (inflater == null && bytes > declaredBytes - position && !isRead) {
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
    hasFailed = true;
    int count = length == 0 ? 0 : readSome(target, offset, length);
    hasFailed = false;
    return count;
  }

  /** At least one byte; -1 at the end of the file. */
  private int readSome(byte[] target, int offset, int length) throws IOException {
    if (pending == null) {
      readHeader();
    }
    while (!pending.hasRemaining() && elementLeft == 0) {
      if (!readTag()) {
        return -1;
      }
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
    Arrays.fill(header, 0, SUBSYSTEM_AT, (byte) ' ');
    Arrays.fill(header, SUBSYSTEM_AT, SUBSYSTEM_AT + SUBSYSTEM_BYTES, (byte) 0);
    System.arraycopy(HEADER_TEXT, 0, header, 0, HEADER_TEXT.length);
    order = header[HEADER_BYTES - 2] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    pending = ByteBuffer.wrap(header);
  }

  /** Starts the next array, or passes over it; false at the end of the file. */
  private boolean readTag() throws IOException {
    byte[] tag = in.readNBytes(TAG_BYTES);
    position += tag.length;
    boolean isZero = Arrays.equals(tag, new byte[tag.length]);
    if (tag.length < TAG_BYTES) {
      if (isZero) {
        return false;
      }
      throw truncated();
    }
    if (isZero) {
      return true;
    }
    ByteBuffer words = ByteBuffer.wrap(tag).order(order);
    int type = words.getInt();
    long bytes = words.getInt() & 0xFFFFFFFFL;
    passingOver = false;
    if (type == COMPRESSED) {
      startInflating(bytes);
    } else {
      startElement(tag, bytes);
    }
    return true;
  }

  /** Reads on to the class of the array. */
  private void startElement(byte[] tag, long bytes) throws IOException {
    elementBytes = bytes;
    elementLeft = bytes;
    pending = ByteBuffer.wrap(tag).order(order);
    boolean isArray = pending.getInt(0) == MATRIX && bytes >= START_BYTES;
    if (isArray) {
      byte[] start = Arrays.copyOf(tag, START_BYTES);
      readFully(start, TAG_BYTES);
      pending = ByteBuffer.wrap(start).order(order);
    }
    if (isArray && (pending.getInt(2 * TAG_BYTES) & 0xFF) == OBJECT_CLASS) {
      pending.position(START_BYTES);
      leaveOutObject();
    }
  }

  private void leaveOutObject() throws IOException {
    byte[] tag = new byte[TAG_BYTES];
    readFully(tag, 0);
    ByteBuffer words = ByteBuffer.wrap(tag).order(order);
    int shortLength = words.getInt(0) >>> 16;
    int length = shortLength > 0 ? shortLength : words.getInt(Integer.BYTES);
    if (shortLength > 0 && shortLength <= Integer.BYTES) {
      objects.add(new String(tag, Integer.BYTES, length, StandardCharsets.UTF_8));
    } else if (length > 0 && length <= Math.min(LONGEST_NAME, elementLeft)) {
      byte[] name = new byte[length];
      readFully(name, 0);
      objects.add(new String(name, StandardCharsets.UTF_8));
    }
    passOver();
    if (inflater == null) {
      in.skipNBytes(elementLeft);
      position += elementLeft;
    }
    elementLeft = 0;
    endElement();
  }

  private void readFully(byte[] target, int from) throws IOException {
    for (int at = from; at < target.length; ) {
      int count = readElement(target, at, target.length - at);
      at += count;
      elementLeft -= count;
    }
  }

  private void startInflating(long bytes) throws IOException {
    inflater = new Inflater();
    packedBytes = bytes;
    packedLeft = bytes;
    byte[] tag = new byte[TAG_BYTES];
    for (int at = 0; at < TAG_BYTES; ) {
      at += inflateSome(tag, at, TAG_BYTES - at);
    }
    startElement(tag, ByteBuffer.wrap(tag).order(order).getInt(Integer.BYTES) & 0xFFFFFFFFL);
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
