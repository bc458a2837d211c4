/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom.codec;

import java.util.Optional;
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

    @Override
    int components(byte[] codestream) {
      return Codestream.components(codestream);
    }
  },
  /** ITU-T T.87, lossless and near-lossless. */
  JPEG_LS {
    @Override
    DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException {
      return new DecodedFrame(JpegLsDecoder.decode(codestream, layout), StoredColour.AS_DECLARED);
    }

    @Override
    int components(byte[] codestream) {
      return Codestream.components(codestream);
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

    @Override
    int components(byte[] codestream) throws MemberException {
      return Jpeg2000Header.of(codestream).components();
    }
  };

  abstract DecodedFrame samples(byte[] codestream, FrameLayout layout) throws MemberException;

  /** Samples of a pixel, as the codestream says; 0 where it does not. */
  int components(byte[] codestream) throws MemberException {
    return 0;
  }

  /** What the start of a codestream says it is; empty where it says nothing. */
  public static Optional<Compression> of(byte[] codestream) {
    return Codestream.compression(codestream);
  }

  /**
   * Decodes one frame.
   *
   * @param codestream all fragments of the frame
   * @throws MemberException {@code MALFORMED} or {@code TRUNCATED} if the bytes are not what they
   *     say, {@code UNSUPPORTED_TRANSFER_SYNTAX} if they use what no decoder here knows
   */
  public final DecodedFrame decode(byte[] codestream, FrameLayout layout) throws MemberException {
    try {
      byte[] start = Codestream.withoutFill(codestream);
      int components = components(start);
      return GreySamples.canReplace(components, layout.samples())
          ? GreySamples.of(samples(start, layout.withSamples(components)), layout)
          : samples(start, layout);
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
      case RLE -> Codestream.startsRle(fragment);
      case JPEG, JPEG_LS -> Codestream.startsJpeg(fragment);
      case JPEG_2000 -> Codestream.startsJpeg2000(fragment);
    };
  }

  /**
   * Whether {@code fragment} ends its frame.
   *
   * @param isFirst whether the frame starts with it: of RLE only such a fragment can tell
   */
  public boolean finishesFrame(byte[] fragment, boolean isFirst, FrameLayout layout) {
    if (this != RLE) {
      return Codestream.endsWithMarker(fragment);
    }
    try {
      return isFirst && PackBits.decode(fragment, layout).length > 0;
    } catch (MemberException e) {
      // Its rest is in the next fragment.
      return false;
    }
  }
}
