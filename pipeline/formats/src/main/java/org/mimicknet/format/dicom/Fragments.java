/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** The fragments of an element in their order; a codestream without fragments is one of them. */
final class Fragments {
  /** A fragment. The array is shared, not copied. */
  static final class Fragment {
    private final long offset;
    private final byte[] bytes;

    private Fragment(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }

    /** Its item, in bytes behind the offset table. */
    long offset() {
      return offset;
    }

    byte[] bytes() {
      return bytes;
    }

    /** Whether it holds nothing, or zeros only. */
    boolean isBlank() {
      for (byte value : bytes) {
        if (value != 0) {
          return false;
        }
      }
      return true;
    }
  }

  private final DicomInput in;
  private final long maxBytes;
  private long start;
  private final long whole;
  private boolean hasEnded;

  /**
   * @param whole bytes of the only fragment, or {@link Element#UNDEFINED} where they are items
   * @param maxBytes of one fragment
   */
  private Fragments(DicomInput in, long whole, long maxBytes) {
    this.in = in;
    this.whole = whole;
    this.maxBytes = maxBytes;
  }

  static Fragments of(DicomInput in, Element element, long maxBytes) {
    return new Fragments(in, element.length(), maxBytes);
  }

  /** Reads the offset table, which is the first item. */
  FrameOffsets table(int frames) throws IOException, MemberException {
    if (whole != Element.UNDEFINED) {
      return FrameOffsets.NONE;
    }
    long length = itemLength();
    FrameOffsets offsets = hasEnded ? FrameOffsets.NONE : FrameOffsets.read(in, length, frames);
    start = in.position();
    return offsets;
  }

  /** The next one; empty behind the last. */
  Optional<Fragment> next() throws IOException, MemberException {
    if (hasEnded) {
      return Optional.empty();
    }
    long offset = in.position() - start;
    long length = whole == Element.UNDEFINED ? itemLength() : whole;
    if (hasEnded) {
      return Optional.empty();
    }
    hasEnded = whole != Element.UNDEFINED;
    if (length > maxBytes) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "A frame takes over %s compressed bytes, more than twice its pixels".formatted(maxBytes));
    }
    return Optional.of(new Fragment(offset, in.bytes((int) length)));
  }

  private long itemLength() throws IOException, MemberException {
    byte[] head = in.upTo(8);
    if (head.length < 8) {
      throw new MemberException(
          Reason.TRUNCATED, "The file ends within its pixels, at byte %s".formatted(in.position()));
    }
    int tag = in.u16(head, 0) << 16 | in.u16(head, 2);
    long length = in.u32(head, 4);
    hasEnded = tag == Tag.SEQUENCE_END;
    if (!hasEnded && (tag != Tag.ITEM || length == Element.UNDEFINED)) {
      throw new MemberException(
          Reason.MALFORMED, "A fragment is missing at byte %s".formatted(in.position() - 8));
    }
    return length;
  }
}
