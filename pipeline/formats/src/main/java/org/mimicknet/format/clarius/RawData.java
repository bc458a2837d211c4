/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.image.Image;

/**
 * The frames of a {@code .raw} file, one after the other: five little-endian uint32 {@code id,
 * frames, lines, samples, sample size}, then for each frame a time stamp of 8 bytes [ns] and its
 * samples, line by line. The size of a sample says what it is: 4 bytes are I and Q (int16 each), 2
 * are RF (int16), 1 is the envelope, compressed to 8 bits by the scanner.
 */
final class RawData {
  static final int HEADER_BYTES = 20;
  static final int IQ_BYTES = 4;
  static final int RF_BYTES = 2;
  static final int ENVELOPE_BYTES = 1;

  private static final int MOST_FRAMES = 1 << 20;
  private static final int MOST_SIDE = 1 << 16;
  private static final int STAMP_BYTES = 8;

  private final InputStream in;
  private final int frames;
  private final int lines;
  private final int samples;
  private final int sampleBytes;
  private int read;

  private RawData(InputStream in, ByteBuffer header) {
    this.in = in;
    this.frames = header.getInt(4);
    this.lines = header.getInt(8);
    this.samples = header.getInt(12);
    this.sampleBytes = header.getInt(16);
  }

  /** One frame: when it was taken [ns], and its samples as the file has them. */
  static final class Frame {
    private final long timestampNs;
    private final byte[] data;

    private Frame(long timestampNs, byte[] data) {
      this.timestampNs = timestampNs;
      this.data = data;
    }

    long timestampNs() {
      return timestampNs;
    }
  }

  /** Whether a file that starts with {@code head} may be one: there is no magic. */
  static boolean recognises(byte[] head) {
    if (head.length < HEADER_BYTES) {
      return false;
    }
    RawData raw = new RawData(InputStream.nullInputStream(), header(head));
    int id = header(head).getInt(0);
    return id >= 0
        && id <= 2
        && raw.frames > 0
        && raw.frames <= MOST_FRAMES
        && raw.lines > 1
        && raw.lines <= MOST_SIDE
        && raw.samples > 1
        && raw.samples <= MOST_SIDE
        && (raw.sampleBytes == IQ_BYTES
            || raw.sampleBytes == RF_BYTES
            || raw.sampleBytes == ENVELOPE_BYTES);
  }

  /**
   * @throws MemberException if the stream starts with no such header, or says a size over its limit
   */
  static RawData of(InputStream in, ArchiveLimits limits) throws MemberException {
    byte[] head;
    try {
      head = in.readNBytes(HEADER_BYTES);
    } catch (IOException | RuntimeException e) {
      throw MemberException.of("The Clarius data", e);
    }
    if (!recognises(head)) {
      throw new MemberException(
          Reason.MALFORMED, "The Clarius data do not start with a header that can be");
    }
    RawData raw = new RawData(in, header(head));
    long pixels = (long) raw.lines * raw.samples;
    if (pixels > limits.framePixels() || raw.fileBytes() > limits.memberBytes()) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "The Clarius data say %s frames of %s; at most %s pixels a frame and %s bytes are read"
              .formatted(raw.frames, raw.size(), limits.framePixels(), limits.memberBytes()));
    }
    return raw;
  }

  int frames() {
    return frames;
  }

  int sampleBytes() {
    return sampleBytes;
  }

  /** {@code lines x samples}, as messages name a size. */
  String size() {
    return lines + " lines x " + samples + " samples";
  }

  boolean hasSizeOf(RawData other) {
    return lines == other.lines && samples == other.samples;
  }

  /** The bytes that a file with this header has. */
  long fileBytes() {
    return HEADER_BYTES + frames * (STAMP_BYTES + (long) lines * samples * sampleBytes);
  }

  /** What a frame of one or two images costs: its bytes come in pieces and are then joined. */
  FrameCost cost(int images, long heldBytes) {
    long pixels = (long) lines * samples;
    return new FrameCost(pixels, images, 2 * pixels * sampleBytes, heldBytes);
  }

  boolean hasNext() {
    return read < frames;
  }

  /** The next frame; with the last one, refuses bytes behind it. */
  Frame next() throws IOException, MemberException {
    byte[] stamp = in.readNBytes(STAMP_BYTES);
    byte[] data = in.readNBytes(lines * samples * sampleBytes);
    if (stamp.length < STAMP_BYTES || data.length < lines * samples * sampleBytes) {
      throw new EOFException("The Clarius data end within frame " + read);
    }
    read++;
    if (!hasNext() && in.read() >= 0) {
      throw new MemberException(
          Reason.MALFORMED,
          "The Clarius data go on after the %s frames that they say".formatted(frames));
    }
    return new Frame(ByteBuffer.wrap(stamp).order(ByteOrder.LITTLE_ENDIAN).getLong(), data);
  }

  /** The magnitude of IQ: rows are samples, columns lines. */
  Image magnitude(Frame frame) {
    ByteBuffer iq = ByteBuffer.wrap(frame.data).order(ByteOrder.LITTLE_ENDIAN);
    float[] pixels = new float[lines * samples];
    for (int line = 0; line < lines; line++) {
      for (int sample = 0; sample < samples; sample++) {
        int at = IQ_BYTES * (line * samples + sample);
        pixels[sample * lines + line] = (float) Math.hypot(iq.getShort(at), iq.getShort(at + 2));
      }
    }
    return new Image(pixels, samples, lines);
  }

  /** The envelope, 0 to 255: rows are samples, columns lines. */
  Image envelope(Frame frame) {
    byte[] data = frame.data;
    float[] pixels = new float[lines * samples];
    for (int line = 0; line < lines; line++) {
      for (int sample = 0; sample < samples; sample++) {
        pixels[sample * lines + line] = data[line * samples + sample] & 0xFF;
      }
    }
    return new Image(pixels, samples, lines);
  }

  private static ByteBuffer header(byte[] head) {
    return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
  }
}
