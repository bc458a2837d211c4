/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;

/**
 * What a NIfTI header says of the pixels (nifti1.h, nifti2.h); its free texts ({@code descrip},
 * {@code intent_name}, {@code db_name}) are not read, and neither is {@code bitpix}, which the data
 * type says already.
 *
 * @param width pixels along the first axis, the fastest in the file
 * @param height pixels along the second axis
 * @param slices frames: the product of all further axes
 * @param dataAt where the pixels start in the file [bytes]
 */
record NiftiHeader(
    ByteOrder order,
    NiftiType type,
    int width,
    int height,
    int slices,
    long dataAt,
    NiftiType.Scaling scaling) {
  private static final int LARGEST_SLICE = 1 << 30;

  /** What the first bytes of a file say that it is. */
  enum Kind {
    NIFTI_1(348, 352),
    NIFTI_2(540, 544),
    /** A header whose pixels lie in a file of their own ({@code .hdr} and {@code .img}). */
    PAIR(348, 0);

    private final int headerBytes;
    private final int commonDataAt;

    Kind(int headerBytes, int commonDataAt) {
      this.headerBytes = headerBytes;
      this.commonDataAt = commonDataAt;
    }

    static Optional<Kind> of(byte[] head) {
      if (head.length < NIFTI_1.headerBytes) {
        return Optional.empty();
      }
      int size = ByteBuffer.wrap(head).order(order(head)).getInt(0);
      if (size == NIFTI_1.headerBytes) {
        String magic = text(head, 344, 3);
        boolean analyze = head[38] == 'r' && head[344] == 0;
        return magic.equals("n+1")
            ? Optional.of(NIFTI_1)
            : magic.equals("ni1") || analyze ? Optional.of(PAIR) : Optional.empty();
      }
      if (size == NIFTI_2.headerBytes) {
        String magic = text(head, 4, 3);
        return magic.equals("n+2")
            ? Optional.of(NIFTI_2)
            : magic.equals("ni2") ? Optional.of(PAIR) : Optional.empty();
      }
      return Optional.empty();
    }

    private static String text(byte[] head, int at, int length) {
      return new String(head, at, length, StandardCharsets.ISO_8859_1);
    }
  }

  /** What a slice costs: its bytes come in pieces and are then joined. */
  FrameCost cost() {
    long pixels = (long) width * height;
    return new FrameCost(pixels, 1, 2 * pixels * type.bytes(), 0);
  }

  private static ByteOrder order(byte[] head) {
    return head[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * @param head the first bytes of a file of a kind that holds its pixels
   * @throws MemberException if they are no header, or say a size that is over its limit
   */
  static NiftiHeader of(byte[] head, Kind kind, ArchiveLimits limits) throws MemberException {
    if (head.length < kind.headerBytes) {
      throw new MemberException(Reason.TRUNCATED, "The NIfTI file ends within its header");
    }
    ByteBuffer in = ByteBuffer.wrap(head).order(order(head));
    boolean first = kind == Kind.NIFTI_1;
    int code = in.getShort(first ? 70 : 12);
    NiftiType type =
        NiftiType.of(code)
            .orElseThrow(
                () ->
                    new MemberException(
                        Reason.UNSUPPORTED_FORMAT,
                        "The NIfTI file has pixels of data type %s, which is not read"
                            .formatted(code)));
    long[] axes = axes(in, first);
    long slices = 1;
    for (int i = 2; i < axes.length; i++) {
      slices = limited(slices, axes[i], Integer.MAX_VALUE, "slices");
    }
    long pixels = limited(axes[0], axes[1], limits.framePixels(), "pixels a slice");
    long sliceBytes = limited(pixels, type.bytes(), LARGEST_SLICE, "bytes a slice");
    limited(sliceBytes, slices, limits.memberBytes(), "bytes");
    double dataAt = dataAt(in, kind);
    if (!(dataAt >= kind.headerBytes && dataAt <= limits.memberBytes())) {
      throw malformed("says that its pixels start at byte " + dataAt);
    }
    return new NiftiHeader(
        in.order(),
        type,
        (int) axes[0],
        (int) axes[1],
        (int) slices,
        (long) dataAt,
        NiftiType.Scaling.of(
            first ? in.getFloat(112) : in.getDouble(176),
            first ? in.getFloat(116) : in.getDouble(184)));
  }

  /** Where {@code vox_offset} says nothing, behind the header and its four bytes of extension. */
  private static double dataAt(ByteBuffer in, Kind kind) {
    double stated = kind == Kind.NIFTI_1 ? in.getFloat(108) : in.getLong(168);
    return stated == 0 ? kind.commonDataAt : stated;
  }

  /**
   * Of the axes behind the second, a length of 0 means that there is none (as nifti_clib reads).
   */
  private static long[] axes(ByteBuffer in, boolean first) throws MemberException {
    long count = first ? in.getShort(40) : in.getLong(16);
    if (count < 1 || count > 7) {
      throw malformed("says that it has %s axes".formatted(count));
    }
    long[] axes = {1, 1, 1, 1, 1, 1, 1};
    for (int i = 0; i < count; i++) {
      axes[i] = first ? in.getShort(42 + 2 * i) : in.getLong(24 + 8 * i);
      if (axes[i] == 0 && i >= 2) {
        axes[i] = 1;
      }
      if (axes[i] < 1) {
        throw malformed("says that axis %s has a length of %s".formatted(i + 1, axes[i]));
      }
    }
    return axes;
  }

  private static long limited(long one, long other, long limit, String what)
      throws MemberException {
    if (other > limit / one) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "The NIfTI file says %s x %s %s; at most %s are read".formatted(one, other, what, limit));
    }
    return one * other;
  }

  private static MemberException malformed(String what) {
    return new MemberException(Reason.MALFORMED, "The NIfTI file " + what);
  }
}
