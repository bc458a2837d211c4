/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.Redaction;
import org.mimicknet.format.dicom.codec.Compression;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.mimicknet.format.dicom.codec.StoredColour;
import org.mimicknet.image.Image;

/**
 * One DICOM file while it is read: what its header says, then its frames in order. Memory: the
 * header and one frame, whatever the file claims; {@link #nextImage} takes another four bytes per
 * pixel.
 */
final class DicomFile {
  private static final int CODESTREAM_START = 1 << 10;
  private static final String DICOMDIR = "1.2.840.10008.1.3.10";

  private final DataSet dataSet;
  private final PixelDescription pixels;
  private final FrameSource source;
  private final RegionCrop crop;
  private final DicomMetadata metadata;
  private StoredColour colour = StoredColour.AS_DECLARED;
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
    FrameSource source = source(start.in(), pixels, element.get(), compression);
    pixels.cost(source instanceof CompressedFrames).require(limits);
    return new DicomFile(
        start.syntax(), parser.dataSet(), pixels.withFrames(source.frames()), source);
  }

  /** As the pixels are, rather than as the transfer syntax says. */
  private static FrameSource source(
      DicomInput in, PixelDescription pixels, Element element, Optional<Compression> declared)
      throws IOException, MemberException {
    if (element.isUndefined()) {
      return new CompressedFrames(in, pixels, element, declared);
    }
    boolean isCodestream = Compression.of(in.peek(CODESTREAM_START)).isPresent();
    long bytes = pixels.layout().frameBytes() * pixels.frames();
    boolean isNative = element.length() == bytes + bytes % 2;
    if (isCodestream && !isNative && (declared.isPresent() || element.length() < bytes)) {
      return new CompressedFrames(in, pixels, element, declared);
    }
    if (declared.isPresent() && element.length() < bytes) {
      throw new MemberException(
          Reason.MALFORMED,
          "Compressed pixels must be in fragments, but the element %s has %s bytes in one"
              .formatted(Tag.hex(element.tag()), element.length()));
    }
    return new NativeFrames(in, pixels, element);
  }

  /** What a reader should know of the last image. */
  String detail() {
    List<String> details = new ArrayList<>();
    if (crop.isCut()) {
      details.add("An ultrasound region reaches outside the image: it was cut there");
    }
    if (colour == StoredColour.ASSUMED_YBR && pixels.photometric() == Photometric.RGB) {
      details.add("The data set says RGB, but its JPEG says nothing: it is taken as YCbCr");
    }
    if (colour == StoredColour.GREY || pixels.hasColourOfGrey()) {
      details.add("The data set and its pixels disagree on colour: those of the pixels are taken");
    }
    details.addAll(source.details());
    return String.join("; ", details);
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
    return source.hasNext();
  }

  /** Whether the frames behind one that failed can be read. */
  boolean readsOn() {
    return source.readsOn();
  }

  /**
   * The luma of the next frame in [0, 1] (see {@link Luma}), cut to its 2-D regions if it has any;
   * black between regions.
   */
  public Image nextImage() throws IOException, MemberException {
    DecodedFrame frame = next();
    colour = frame.colour();
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
