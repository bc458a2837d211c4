/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5Reader.EntryHeader;

/** Chooses by the header of an array, and refuses what it declares before it is allocated. */
final class Mat5Selection implements BufferAllocator {
  /** Of cells and structures, which hold no pixels themselves. */
  private static final int MOST_ELEMENTS = 1024;

  /** In memory: an array is pointed at. */
  private static final int REFERENCE_BYTES = 8;

  /** In the file: an empty array is its tag. */
  private static final int LEAST_ARRAY_BYTES = 8;

  /** Of the name of an array, its dimensions, or the names of its fields. */
  private static final int MOST_NAME_BYTES = 1 << 16;

  /** Of the library's objects around the numbers of an array, however few these are. */
  private static final int OBJECT_BYTES = 512;

  private final Mat5Stream stream;
  private final Set<String> wanted;
  private final ArchiveLimits limits;
  private final Set<String> names = new LinkedHashSet<>();
  private long heldBytes;

  Mat5Selection(Mat5Stream stream, Set<String> wanted, ArchiveLimits limits) {
    this.stream = stream;
    this.wanted = wanted;
    this.limits = limits;
  }

  /** The names that were met, wanted or not. */
  Set<String> names() {
    return names;
  }

  /** Bytes of what was chosen so far. */
  long heldBytes() {
    return heldBytes;
  }

  boolean isWanted(EntryHeader header) {
    names.add(header.getName());
    if (wanted.contains(header.getName()) && isReadable(header)) {
      return true;
    }
    try {
      stream.passOver();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  /**
   * Refuses a cell or a structure, nested or not, that declares more elements than one has, and
   * more than the file has bytes for.
   */
  void requireFew(EntryHeader header, int fields) {
    long arrays = elements(header) * fields;
    if (arrays > Math.max(MOST_ELEMENTS, stream.elementRoom() / LEAST_ARRAY_BYTES)) {
      throw new Refusal(
          Reason.LIMIT_EXCEEDED,
          "A cell or structure of the MAT file declares the size %s; at most %s elements are read"
              .formatted(Arrays.toString(header.getDimensions()), MOST_ELEMENTS));
    }
    hold(arrays * REFERENCE_BYTES);
  }

  /** Whether a failure is one of the library, and not of the file's storage, sizes or memory. */
  boolean isOfLibrary(Throwable failure) {
    return !(failure instanceof Refusal)
        && !(failure instanceof UncheckedIOException)
        && !stream.hasFailed();
  }

  /** Refuses names and dimensions of an array that are longer than any writer makes them. */
  void requireShort(int bytes) {
    if (bytes < 0 || bytes > MOST_NAME_BYTES) {
      throw new Refusal(
          Reason.MALFORMED,
          "An array of the MAT file has a name or dimensions of %s bytes"
              .formatted(Integer.toUnsignedString(bytes)));
    }
  }

  /** Counts an array, before it is read, among what is held. */
  void countArray() {
    hold(OBJECT_BYTES);
  }

  private void hold(long bytes) {
    heldBytes += bytes;
    try {
      limits.requireMemory("The MAT file", heldBytes);
    } catch (MemberException e) {
      throw new Refusal(e);
    }
  }

  private boolean isReadable(EntryHeader header) {
    return switch (header.getType()) {
      case Double, Single, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64 ->
          isAllowed(header);
      case Structure, Cell -> elements(header) <= MOST_ELEMENTS;
      default -> false;
    };
  }

  private boolean isAllowed(EntryHeader header) {
    int[] dimensions = header.getDimensions();
    int rows = dimensions[0];
    int columns = dimensions[1];
    if (rows > 0 && columns > 0 && rows > limits.framePixels() / columns) {
      throw new Refusal(
          Reason.LIMIT_EXCEEDED,
          "%s declares %s x %s pixels; at most %s are read"
              .formatted(header.getName(), rows, columns, limits.framePixels()));
    }
    long bytes = elements(header) * (header.isComplex() ? 16 : 8);
    if (bytes > limits.memberBytes()) {
      throw new Refusal(
          Reason.LIMIT_EXCEEDED,
          "%s declares the size %s: more than the %s bytes of a member"
              .formatted(header.getName(), Arrays.toString(dimensions), limits.memberBytes()));
    }
    return !header.isLogical();
  }

  private static long elements(EntryHeader header) {
    long elements = 1;
    for (int length : header.getDimensions()) {
      if (length < 0 || (length > 0 && elements > Integer.MAX_VALUE / length)) {
        throw new Refusal(
            Reason.MALFORMED,
            "An array of the MAT file declares the size "
                + Arrays.toString(header.getDimensions()));
      }
      elements *= length;
    }
    return elements;
  }

  @Override
  public ByteBuffer allocate(int bytes) {
    try {
      stream.requireRoom(bytes & 0xFFFFFFFFL);
    } catch (MemberException e) {
      throw new Refusal(e);
    }
    hold(bytes);
    return ByteBuffer.allocate(bytes);
  }

  @Override
  public void release(ByteBuffer buffer) {}

  /** Carries a {@link MemberException} through the library, which calls back unchecked code. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(Reason reason, String message) {
      this(new MemberException(reason, message));
    }

    Refusal(MemberException cause) {
      super(cause);
    }
  }
}
