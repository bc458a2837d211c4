/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.mimicknet.Internal;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.PixelScope;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.image.Image;

/**
 * Reads NIfTI-1 and NIfTI-2 in one file ({@code .nii}; {@code .nii.gz} comes unpacked), of either
 * order of bytes. Every slice over the first two axes is a frame, in the order of the file: columns
 * are the first axis, rows the second. A slice is a clinical image without IQ. Its values are those
 * of the file, scaled by {@code scl_slope} and {@code scl_inter} and by nothing else, so their
 * range is that of the modality; complex values become their magnitude, colours their luma.
 *
 * <p>Memory: one slice as the file holds it and as floats.
 */
@Internal
public final class NiftiReader implements FormatReader {
  @Override
  public String name() {
    return "NIfTI";
  }

  @Override
  public boolean recognises(byte[] head) {
    return NiftiHeader.Kind.of(head).isPresent();
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.PERSONAL;
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    byte[] head = member.head();
    NiftiHeader.Kind kind = NiftiHeader.Kind.of(head).orElse(NiftiHeader.Kind.PAIR);
    if (kind == NiftiHeader.Kind.PAIR) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "The file is the header of an Analyze or NIfTI pair (.hdr and .img), which is not read:"
              + " join the two into one .nii file");
    }
    NiftiHeader header = NiftiHeader.of(head, kind, settings.limits());
    header.cost().require(settings.limits());
    try {
      member.stream().skipNBytes(header.dataAt());
    } catch (IOException | RuntimeException e) {
      throw MemberException.of("The NIfTI file", e);
    }
    return new Slices(member.path(), header, member.stream());
  }

  /** The slices, each read when it is asked for. */
  private static final class Slices implements Iterator<FrameRecord> {
    private static final FrameMetadata METADATA =
        FrameMetadata.builder().pixelScope(PixelScope.RECONSTRUCTED).build();

    private final String path;
    private final NiftiHeader header;
    private final InputStream in;
    private int next;

    Slices(String path, NiftiHeader header, InputStream in) {
      this.path = path;
      this.header = header;
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      return next < header.slices();
    }

    @Override
    public FrameRecord next() {
      if (!hasNext()) {
        throw new NoSuchElementException("Cannot give slice %s: it is the end".formatted(next));
      }
      float[] pixels = pixels();
      boolean finite = true;
      for (float pixel : pixels) {
        finite &= Float.isFinite(pixel);
      }
      FrameRecord slice =
          FrameRecord.ofClinical(
              path, next++, new Image(pixels, header.height(), header.width()), METADATA);
      return finite
          ? slice
          : slice.without(Reason.NON_FINITE, "The slice has NaN or infinite pixels");
    }

    private float[] pixels() {
      int bytes = header.type().bytes();
      int count = header.width() * header.height();
      byte[] data;
      try {
        data = in.readNBytes(count * bytes);
        if (data.length < count * bytes) {
          throw new EOFException("The NIfTI file ends within slice " + next);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ByteBuffer buffer = ByteBuffer.wrap(data).order(header.order());
      float[] pixels = new float[count];
      for (int i = 0; i < count; i++) {
        pixels[i] = (float) header.type().value(buffer, i * bytes, header.scaling());
      }
      return pixels;
    }
  }
}
