/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.Fragments.Fragment;
import org.mimicknet.format.dicom.codec.Compression;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.format.dicom.codec.StoredColour;

/**
 * Frames in fragments (PS3.5 section A.4). A frame may take several fragments, and the offset table
 * may be missing: a frame starts where the table says, else where a fragment starts a codestream.
 * While announced frames are still to come, a fragment of zeros, or one behind a finished
 * codestream, is a frame that was dropped or damaged. What the codestreams are is taken from them
 * rather than from the transfer syntax.
 */
final class CompressedFrames implements FrameSource {
  /** Fewer zeros may be the end of a codestream. */
  private static final int BLANK_FRAME_BYTES = 64;

  /** What a fragment is to the frame that is being read. */
  private enum Part {
    OWN,
    NEXT,
    NONE
  }

  private final Fragments fragments;
  private final PixelDescription pixels;
  private final Compression declared;
  private final int announced;
  private FrameOffsets offsets;
  private Compression compression;
  private Fragment ahead;
  private MemberException failure;
  private boolean ended;
  private boolean readsOn;
  private int index;
  private Boolean finished;
  private int notTaken;
  private long notTakenBytes;

  /**
   * @param declared what the transfer syntax says; empty for uncompressed
   */
  CompressedFrames(
      DicomInput in, PixelDescription pixels, Element element, Optional<Compression> declared)
      throws IOException, MemberException {
    this.fragments = Fragments.of(in, element, pixels.mostCompressedBytes());
    this.pixels = pixels;
    this.declared = declared.orElse(null);
    this.announced = pixels.frames();
    this.offsets = fragments.table(announced);
  }

  @Override
  public int frames() {
    return Math.max(announced, Math.min(offsets.count(), PixelDescription.MAX_FRAMES));
  }

  @Override
  public boolean hasNext() {
    return index < PixelDescription.MAX_FRAMES && (index == 0 || ahead != null || failure != null);
  }

  @Override
  public boolean readsOn() {
    return readsOn;
  }

  @Override
  public DecodedFrame next() throws IOException, MemberException {
    readsOn = false;
    byte[] codestream = codestream();
    readsOn = true;
    index++;
    if (codestream.length == 0) {
      throw new MemberException(
          Reason.MALFORMED, "Frame %s has no bytes: its writer dropped it".formatted(index - 1));
    }
    return decoded(codestream);
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    if (index > announced) {
      details.add(
          "NumberOfFrames accounts for %s frames: this one lies behind them".formatted(announced));
    }
    if (ended && index < announced) {
      details.add(
          "The data set announces %s frames, but the pixels end after %s"
              .formatted(announced, index));
    }
    if (notTaken > 0) {
      details.add(
          "%s fragments with %s bytes behind this frame start no codestream: they were not taken"
              .formatted(notTaken, notTakenBytes));
    }
    if (compression != declared) {
      details.add(
          "The transfer syntax says %s, but the pixels are %s: they are read as such"
              .formatted(name(declared), name(compression)));
    }
    return details;
  }

  private static String name(Compression compression) {
    return compression == null ? "uncompressed" : compression.toString();
  }

  private DecodedFrame decoded(byte[] codestream) throws MemberException {
    Optional<Compression> actual = Compression.of(codestream);
    if (actual.isPresent()) {
      compression = actual.get();
    }
    if (compression == null) {
      return uncompressed(codestream);
    }
    DecodedFrame frame = compression.decode(codestream, pixels.layout());
    if (frame.colour() == StoredColour.GREY && pixels.photometric() == Photometric.PALETTE_COLOR) {
      throw new MemberException(
          Reason.MALFORMED, "The data set has a palette, but its JPEG has colours");
    }
    return frame;
  }

  private DecodedFrame uncompressed(byte[] bytes) throws MemberException {
    try {
      return new NativeFrames(
              new DicomInput(new ByteArrayInputStream(bytes), ByteOrder.LITTLE_ENDIAN),
              pixels.withFrames(1),
              new Element(Tag.PIXELS, "OB", bytes.length))
          .next();
    } catch (IOException e) {
      throw MemberException.of("The frame", e);
    }
  }

  private byte[] codestream() throws IOException, MemberException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    byte[] last = new byte[0];
    int taken = 0;
    finished = null;
    notTaken = 0;
    notTakenBytes = 0;
    while (hasAhead(last, taken)) {
      Part part = part(taken, last, frame.size());
      if (part == Part.NEXT) {
        return frame.toByteArray();
      }
      if (part == Part.OWN) {
        append(frame);
        taken++;
        last = ahead.bytes().length == 0 ? last : ahead.bytes();
      } else if (!ahead.isBlank()) {
        notTaken++;
        notTakenBytes += ahead.bytes().length;
      }
      ahead = null;
    }
    if (taken == 0) {
      throw new MemberException(
          Reason.TRUNCATED, "The pixels end after %s of %s frames".formatted(index, announced));
    }
    return frame.toByteArray();
  }

  private void append(ByteArrayOutputStream frame) throws MemberException {
    if (frame.size() + (long) ahead.bytes().length > pixels.mostCompressedBytes()) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "Frame %s takes over %s compressed bytes, more than twice its pixels"
              .formatted(index, pixels.mostCompressedBytes()));
    }
    if (compression == null) {
      compression = Compression.of(ahead.bytes()).orElse(declared);
    }
    frame.writeBytes(ahead.bytes());
    finished = null;
  }

  /**
   * Reads ahead, where that is still to do; false behind the last fragment. A failure is that of
   * the next frame, where this one is finished.
   */
  private boolean hasAhead(byte[] last, int taken) throws IOException, MemberException {
    if (failure != null) {
      MemberException ofThisFrame = failure;
      failure = null;
      ended = true;
      throw ofThisFrame;
    }
    if (ahead == null && !ended) {
      try {
        ahead = fragments.next().orElse(null);
        ended = ahead == null;
      } catch (MemberException e) {
        if (taken == 0 || !isFinished(last, taken)) {
          throw e;
        }
        failure = e;
      }
    }
    return ahead != null;
  }

  private Part part(int taken, byte[] last, int size) throws MemberException {
    boolean starts = isStart(size);
    switch (offsets.compare(index + 1, ahead.offset())) {
      case START -> {
        boolean mayBeFrame = offsets.count() <= announced || starts || ahead.isBlank();
        if (taken == 0 || mayBeFrame) {
          return Part.NEXT;
        }
        offsets = FrameOffsets.NONE;
      }
      case BEFORE -> {
        if (taken == 0 || !starts || !isFinished(last, taken)) {
          return Part.OWN;
        }
        offsets = FrameOffsets.NONE;
      }
      case UNKNOWN -> {}
    }
    if (taken == 0) {
      return Part.OWN;
    }
    if (starts) {
      return Part.NEXT;
    }
    boolean isWhole = isFinished(last, taken);
    if (index + 1 >= announced) {
      return isWhole ? Part.NONE : Part.OWN;
    }
    int length = ahead.bytes().length;
    boolean dropped =
        length == 0 || (compression != null && length >= BLANK_FRAME_BYTES && ahead.isBlank());
    return isWhole || dropped ? Part.NEXT : Part.OWN;
  }

  private boolean isStart(int size) {
    return compression == null ? size >= leastFrameBytes() : compression.startsFrame(ahead.bytes());
  }

  private long leastFrameBytes() {
    return pixels.photometric().isSubsampled()
        ? 2 * pixels.layout().pixelCount()
        : pixels.layout().frameBytes();
  }

  /** Asked for each fragment behind the last of the frame, so it is answered once. */
  private boolean isFinished(byte[] last, int taken) {
    if (finished == null) {
      finished =
          compression != null && compression.finishesFrame(last, taken == 1, pixels.layout());
    }
    return finished;
  }
}
