/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * RLE of DICOM (PS3.5 annex G): one PackBits segment for each byte of a sample, highest byte first,
 * sample after sample.
 */
final class PackBits {
  private static final int HEADER_BYTES = 64;

  private PackBits() {}

  static byte[] decode(byte[] codestream, FrameLayout layout) throws MemberException {
    if (layout.bitsAllocated() % 8 != 0) {
      throw new MemberException(
          Reason.UNSUPPORTED_TRANSFER_SYNTAX,
          "Cannot decode RLE of %s bits allocated: only whole bytes are defined"
              .formatted(layout.bitsAllocated()));
    }
    if (codestream.length < HEADER_BYTES) {
      throw new MemberException(
          Reason.TRUNCATED,
          "Cannot decode RLE: the header takes %s bytes and %s are there"
              .formatted(HEADER_BYTES, codestream.length));
    }
    ByteBuffer header = ByteBuffer.wrap(codestream).order(ByteOrder.LITTLE_ENDIAN);
    int width = layout.bytesPerSample();
    int segments = header.getInt(0);
    if (segments != layout.samples() * width) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode RLE: %s segments, but %s samples of %s bytes need %s"
              .formatted(segments, layout.samples(), width, layout.samples() * width));
    }
    byte[] pixels = new byte[Math.toIntExact(layout.frameBytes())];
    for (int segment = 0; segment < segments; segment++) {
      int start = header.getInt(4 + 4 * segment);
      if (start < HEADER_BYTES || start > codestream.length) {
        throw new MemberException(
            Reason.MALFORMED,
            "Cannot decode RLE: segment %s starts at %s of %s bytes"
                .formatted(segment, start, codestream.length));
      }
      int sample = segment / width;
      int byteOfSample = width - 1 - segment % width;
      unpack(codestream, start, pixels, sample * width + byteOfSample, layout.samples() * width);
    }
    return pixels;
  }

  private static void unpack(byte[] in, int start, byte[] out, int offset, int stride)
      throws MemberException {
    int from = start;
    int to = offset;
    while (to < out.length) {
      if (from >= in.length) {
        throw ended(out, to, offset, stride);
      }
      int control = in[from++];
      if (control >= 0) {
        int count = Math.min(control + 1, (out.length - to + stride - 1) / stride);
        if (count > in.length - from) {
          throw ended(out, to, offset, stride);
        }
        for (int i = 0; i < count; i++, to += stride) {
          out[to] = in[from + i];
        }
        from += control + 1;
      } else if (control != -128) {
        if (from >= in.length) {
          throw ended(out, to, offset, stride);
        }
        byte value = in[from++];
        for (int i = 0; i < 1 - control && to < out.length; i++, to += stride) {
          out[to] = value;
        }
      }
    }
  }

  private static MemberException ended(byte[] out, int to, int offset, int stride) {
    return new MemberException(
        Reason.TRUNCATED,
        "Cannot decode RLE: the data end after %s of %s bytes of a plane"
            .formatted((to - offset) / stride, out.length / stride));
  }
}
