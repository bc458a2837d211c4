/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** How a frame is compressed. Each decodes one frame, in memory proportional to its samples. */
@Internal
public enum Compression {
  /** PackBits of byte planes (PS3.5 annex G). */
  RLE {
    @Override
    DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException {
      return new DecodedFrame(PackBits.decode(codestream, layout), StoredColour.AS_DECLARED);
    }
  },
  /** ITU-T T.81: baseline and extended of 8 bits, and lossless. */
  JPEG {
    @Override
    DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException {
      JpegHeader header = JpegHeader.of(codestream);
      header.check(layout);
      return new DecodedFrame(JpegDecoder.decode(codestream, header, layout), header.colour());
    }
  },
  /** ITU-T T.87, lossless and near-lossless. */
  JPEG_LS {
    @Override
    DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException {
      return new DecodedFrame(JpegLsDecoder.decode(codestream, layout), StoredColour.AS_DECLARED);
    }
  },
  /** ITU-T T.800. */
  JPEG_2000 {
    @Override
    DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException {
      Jpeg2000Header header = Jpeg2000Header.of(codestream);
      header.check(layout);
      return new DecodedFrame(Jpeg2000Decoder.decode(codestream, layout), header.colour());
    }
  };

  abstract DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException;

  /**
   * Decodes one frame.
   *
   * @param codestream all fragments of the frame
   * @throws MemberException {@code MALFORMED} or {@code TRUNCATED} if the bytes are not what they
   *     say, {@code UNSUPPORTED_TRANSFER_SYNTAX} if they use what no decoder here knows
   */
  public final DecodedFrame decode(byte[] codestream, FrameLayout layout) throws MemberException {
    try {
      return samples(codestream, layout);
    } catch (IndexOutOfBoundsException e) {
      throw new MemberException(
          Reason.MALFORMED,
          "Cannot decode %s: the data point outside themselves".formatted(this),
          e);
    }
  }

  /** Whether {@code fragment} starts a new frame, and does not go on with the one before. */
  public boolean startsFrame(byte[] fragment) {
    return switch (this) {
      case RLE -> true;
      case JPEG, JPEG_LS -> startsWith(fragment, 0xFFD8FF);
      case JPEG_2000 -> startsWith(fragment, 0xFF4FFF) || startsWith(fragment, 0x000000);
    };
  }

  private static boolean startsWith(byte[] bytes, int first) {
    return bytes.length >= 3
        && (bytes[0] & 0xFF) == first >> 16
        && (bytes[1] & 0xFF) == (first >> 8 & 0xFF)
        && (bytes[2] & 0xFF) == (first & 0xFF);
  }
}
