/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.format.dicom.codec.FrameLayout;
import org.mimicknet.format.dicom.codec.StoredColour;

/** Uncompressed frames: samples as they are, in planes, in single bits, or with shared chroma. */
final class NativeFrames implements FrameSource {
  private static final int PADDING_BYTES = 64;

  private final DicomInput in;
  private final PixelDescription pixels;
  private final FrameLayout layout;
  private final boolean subsampled;
  private final boolean swapBytes;
  private final int announced;
  private final int frames;
  private final long bytesBehind;
  private long bytesLeft;
  private int spare = -1;
  private boolean readsOn;
  private int index;
  private int bitsLeft;
  private int bits;

  NativeFrames(DicomInput in, PixelDescription pixels, Element element) throws MemberException {
    this.in = in;
    this.pixels = pixels;
    this.layout = pixels.layout();
    long full = bytes(layout.sampleCount() * layout.bitsAllocated()) * pixels.frames();
    boolean isFull = element.length() >= full && element.length() <= full + PADDING_BYTES;
    this.subsampled =
        pixels.photometric().isSubsampled()
            && layout.samples() == 3
            && layout.bitsAllocated() == 8
            && layout.columns() % 2 == 0
            && !isFull;
    this.swapBytes =
        in.order() == ByteOrder.BIG_ENDIAN
            && (layout.bitsAllocated() > 8 || element.vr().equals("OW"));
    long frameBits =
        subsampled ? layout.pixelCount() * 16 : layout.sampleCount() * layout.bitsAllocated();
    this.announced = pixels.frames();
    long needed = bytes(frameBits * announced);
    if (element.isUndefined() || element.length() < needed) {
      throw new MemberException(
          Reason.MALFORMED,
          "Uncompressed pixels take %s bytes, but the element %s announces %s"
              .formatted(needed, Tag.hex(element.tag()), element.length()));
    }
    if (pixels.photometric() == Photometric.YBR_PARTIAL_420) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT, "Uncompressed pixels of YBR_PARTIAL_420 are not supported");
    }
    this.bytesLeft = element.length();
    boolean hasMore = bytesLeft - needed > 1;
    this.frames =
        hasMore
            ? (int)
                Math.max(
                    announced, Math.min(PixelDescription.MAX_FRAMES, bytesLeft * 8 / frameBits))
            : announced;
    this.bytesBehind = bytesLeft - bytes(frameBits * frames);
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public boolean hasNext() {
    return index < frames;
  }

  @Override
  public boolean readsOn() {
    return readsOn;
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>();
    if (index > announced) {
      details.add(
          "NumberOfFrames accounts for %s frames: this one lies behind them".formatted(announced));
    }
    if (index == frames && bytesBehind > PADDING_BYTES) {
      details.add(
          "%s bytes behind the last frame are no frame: they were not taken"
              .formatted(bytesBehind));
    }
    return details;
  }

  @Override
  public DecodedFrame next() throws IOException, MemberException {
    readsOn = false;
    byte[] samples = samples();
    readsOn = true;
    index++;
    return new DecodedFrame(samples, StoredColour.AS_DECLARED);
  }

  private byte[] samples() throws IOException, MemberException {
    if (layout.bitsAllocated() == 1) {
      return singleBits();
    }
    if (subsampled) {
      return fullChroma(read(2 * layout.pixelCount()));
    }
    byte[] samples = read(layout.frameBytes());
    return pixels.planar() && layout.samples() > 1 ? interleaved(samples) : samples;
  }

  private byte[] read(long count) throws IOException, MemberException {
    int wanted = Math.toIntExact(count);
    if (!swapBytes || layout.bytesPerSample() > 1) {
      byte[] bytes = in.bytes(wanted);
      if (swapBytes) {
        swap(bytes, layout.bytesPerSample());
      }
      return bytes;
    }
    return bytesOfWords(wanted);
  }

  /** Bytes in big-endian words: frames of an odd number of them share a word. */
  private byte[] bytesOfWords(int count) throws IOException, MemberException {
    byte[] bytes = new byte[count];
    int at = 0;
    if (spare >= 0 && count > 0) {
      bytes[at++] = (byte) spare;
      spare = -1;
    }
    int left = count - at;
    byte[] words = in.bytes((int) Math.min(bytesLeft, left + left % 2));
    bytesLeft -= words.length;
    swap(words, 2);
    System.arraycopy(words, 0, bytes, at, left);
    if (words.length > left) {
      spare = words[left] & 0xFF;
    }
    return bytes;
  }

  private static void swap(byte[] bytes, int width) {
    for (int at = 0; at + width <= bytes.length; at += width) {
      for (int low = at, high = at + width - 1; low < high; low++, high--) {
        byte spare = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = spare;
      }
    }
  }

  /** Frames of single bits follow each other without padding, the lowest bit first. */
  private byte[] singleBits() throws IOException, MemberException {
    byte[] samples = new byte[Math.toIntExact(layout.sampleCount())];
    byte[] packed = read(bytes(samples.length - bitsLeft));
    int next = 0;
    for (int i = 0; i < samples.length; i++) {
      if (bitsLeft == 0) {
        bits = packed[next++];
        bitsLeft = 8;
      }
      samples[i] = (byte) (bits & 1);
      bits >>= 1;
      bitsLeft--;
    }
    return samples;
  }

  /** Y1 Y2 Cb Cr becomes two pixels. */
  private static byte[] fullChroma(byte[] shared) {
    byte[] full = new byte[shared.length / 2 * 3];
    for (int from = 0, to = 0; from + 4 <= shared.length; from += 4, to += 6) {
      full[to] = shared[from];
      full[to + 1] = shared[from + 2];
      full[to + 2] = shared[from + 3];
      full[to + 3] = shared[from + 1];
      full[to + 4] = shared[from + 2];
      full[to + 5] = shared[from + 3];
    }
    return full;
  }

  private byte[] interleaved(byte[] planes) {
    byte[] pixelwise = new byte[planes.length];
    int width = layout.bytesPerSample();
    int samples = layout.samples();
    int count = Math.toIntExact(layout.pixelCount());
    for (int sample = 0; sample < samples; sample++) {
      for (int pixel = 0; pixel < count; pixel++) {
        int from = (sample * count + pixel) * width;
        int to = (pixel * samples + sample) * width;
        System.arraycopy(planes, from, pixelwise, to, width);
      }
    }
    return pixelwise;
  }

  private static long bytes(long bits) {
    return (bits + 7) / 8;
  }
}
