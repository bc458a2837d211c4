/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.codec.Compression;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.format.dicom.codec.FrameLayout;

/**
 * Compressed frames in fragments (PS3.5 section A.4). A frame may take several fragments, and the
 * offset table may be missing: a frame starts where the table says, else where a fragment starts
 * with the first marker of a codestream. In a file of one frame all fragments are that frame.
 */
final class CompressedFrames implements FrameSource {
  private final DicomInput in;
  private final Compression compression;
  private final FrameLayout layout;
  private final int frames;
  private final FrameOffsets offsets;
  private final long maxBytes;
  private long fragmentsStart;
  private byte[] ahead;
  private boolean ended;
  private int index;

  CompressedFrames(DicomInput in, PixelDescription pixels, Element element, Compression compression)
      throws IOException, MemberException {
    this.in = in;
    this.compression = compression;
    this.layout = pixels.layout();
    this.frames = pixels.frames();
    this.maxBytes = pixels.mostCompressedBytes();
    if (!element.isUndefined()) {
      throw new MemberException(
          Reason.MALFORMED,
          "Compressed pixels must be in fragments, but the element %s has %s bytes in one"
              .formatted(Tag.hex(element.tag()), element.length()));
    }
    OptionalLong table = fragmentLength();
    if (table.isEmpty()) {
      throw ended();
    }
    this.offsets = FrameOffsets.read(in, table.getAsLong(), frames);
    this.fragmentsStart = in.position();
  }

  @Override
  public DecodedFrame next() throws IOException, MemberException {
    byte[] codestream = codestream();
    index++;
    return compression.decode(codestream, layout);
  }

  private byte[] codestream() throws IOException, MemberException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    if (ahead != null) {
      frame.writeBytes(ahead);
      ahead = null;
    }
    while (!ended) {
      long offset = in.position() - fragmentsStart;
      OptionalLong length = fragmentLength();
      if (length.isEmpty()) {
        break;
      }
      if (frame.size() + length.getAsLong() > maxBytes) {
        throw new MemberException(
            Reason.LIMIT_EXCEEDED,
            "Frame %s takes over %s compressed bytes, more than twice its pixels"
                .formatted(index, maxBytes));
      }
      byte[] fragment = in.bytes((int) length.getAsLong());
      if (frame.size() > 0 && startsNext(offset, fragment)) {
        ahead = fragment;
        return frame.toByteArray();
      }
      frame.writeBytes(fragment);
    }
    if (frame.size() == 0) {
      throw ended();
    }
    return frame.toByteArray();
  }

  private boolean startsNext(long offset, byte[] fragment) {
    if (frames == 1) {
      return false;
    }
    return switch (offsets.compare(index + 1, offset)) {
      case START -> true;
      case BEFORE -> false;
      case UNKNOWN -> compression.startsFrame(fragment);
    };
  }

  private OptionalLong fragmentLength() throws IOException, MemberException {
    byte[] start = in.upTo(8);
    if (start.length < 8) {
      throw new MemberException(
          Reason.TRUNCATED,
          "The file ends after %s of %s frames, at byte %s"
              .formatted(index, frames, in.position()));
    }
    int tag = in.u16(start, 0) << 16 | in.u16(start, 2);
    long length = in.u32(start, 4);
    if (tag == Tag.SEQUENCE_END) {
      ended = true;
      return OptionalLong.empty();
    }
    if (tag != Tag.ITEM || length == Element.UNDEFINED) {
      throw new MemberException(
          Reason.MALFORMED, "A fragment is missing at byte %s".formatted(in.position() - 8));
    }
    return OptionalLong.of(length);
  }

  private MemberException ended() {
    return new MemberException(
        Reason.TRUNCATED, "The pixels end after %s of %s frames".formatted(index, frames));
  }
}
