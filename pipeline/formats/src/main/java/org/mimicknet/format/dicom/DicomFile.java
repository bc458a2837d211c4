/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.Redaction;
import org.mimicknet.format.dicom.codec.Compression;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.image.Image;

/**
 * One DICOM file while it is read: what its header says, then its frames in order. Memory: the
 * header and one frame, whatever the file claims; {@link #nextImage} takes another four bytes per
 * pixel.
 */
final class DicomFile {
  private static final String DICOMDIR = "1.2.840.10008.1.3.10";

  private final DataSet dataSet;
  private final PixelDescription pixels;
  private final FrameSource source;
  private final RegionCrop crop;
  private final DicomMetadata metadata;
  private int next;

  private DicomFile(
      TransferSyntax syntax, DataSet dataSet, PixelDescription pixels, FrameSource source)
      throws MemberException {
    this.dataSet = dataSet;
    this.pixels = pixels;
    this.source = source;
    this.crop =
        RegionCrop.of(UsRegion.all(dataSet), pixels.layout().rows(), pixels.layout().columns());
    this.metadata = DicomMetadata.of(syntax, dataSet, pixels, crop);
  }

  /**
   * Reads the header.
   *
   * @throws MemberException if the file has no pixels that can be read
   * @throws IOException if the stream fails
   */
  public static DicomFile open(InputStream stream, ArchiveLimits limits)
      throws IOException, MemberException {
    FileStart start = FileStart.read(stream, limits.memberBytes());
    if (start.sopClass().equals(DICOMDIR)) {
      throw new MemberException(
          Reason.UNSUPPORTED_FORMAT,
          "The file is a DICOMDIR, an index of other files: it has no frame");
    }
    DataSetParser parser = new DataSetParser(start.in(), start.syntax().encoding());
    Optional<Element> element = parser.readToPixels();
    if (element.isEmpty()) {
      throw new MemberException(Reason.MISSING_DATA, "The DICOM file has no pixels");
    }
    Optional<Compression> compression = start.syntax().compression();
    PixelDescription pixels = PixelDescription.of(parser.dataSet(), element.get(), limits);
    FrameSource source =
        compression.isPresent()
            ? new CompressedFrames(start.in(), pixels, element.get(), compression.get())
            : new NativeFrames(start.in(), pixels, element.get());
    pixels.cost(compression.isPresent()).require(limits);
    return new DicomFile(start.syntax(), parser.dataSet(), pixels, source);
  }

  /** Whether a region reaches outside the image, and was cut there. */
  public boolean hasRegionOutside() {
    return crop.isCut();
  }

  /** What of every frame is not in {@link #nextImage}. */
  Redaction redaction() {
    return crop.redaction();
  }

  /** What the header says of the frame {@code index}. */
  public FrameMetadata metadata(int index) {
    return metadata.frame(index);
  }

  public boolean hasNext() {
    return next < pixels.frames();
  }

  /**
   * The luma of the next frame in [0, 1] (see {@link Luma}), cut to its 2-D regions if it has any;
   * black between regions.
   */
  public Image nextImage() throws IOException, MemberException {
    DecodedFrame frame = next();
    return crop.image(frame.samples(), Luma.of(dataSet, pixels, frame));
  }

  PixelDescription pixels() {
    return pixels;
  }

  /** The next frame as it is: {@code rows x columns x samples}, interleaved, little-endian. */
  DecodedFrame next() throws IOException, MemberException {
    if (!hasNext()) {
      throw new IllegalStateException(
          "Cannot read frame %s: the file has %s".formatted(next, pixels.frames()));
    }
    next++;
    return source.next();
  }
}
