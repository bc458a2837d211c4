/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.mimicknet.Internal;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * Reads raw data of Clarius scanners. A capture ({@code x_iq.raw}, {@code x_env.raw} and their
 * {@code .yml}, packed by lzop or not, in one archive) gives pairs: the magnitude of the IQ and the
 * scanner's envelope, matched by their time stamps. IQ of another size than the envelope, or of
 * colour Doppler, is no image of it and is refused; the envelopes are then clinical images alone. A
 * {@code .raw} file on its own gives what it holds. RF is refused: it is not beamformed IQ on the
 * grid of the envelope.
 *
 * <p>The file holds line after line; an image has a row for each sample and a column for each line.
 * Envelopes are 0 to 255.
 *
 * <p>Memory: one IQ frame, all envelopes of a capture, up to {@code workingBytes}.
 */
@Internal
public final class ClariusReader implements FormatReader {
  private static final String RF_REFUSED =
      "RF data of Clarius are not read: they are neither beamformed IQ nor on the grid of the"
          + " envelope; export IQ";

  @Override
  public String name() {
    return "Clarius raw";
  }

  @Override
  public boolean recognises(byte[] head) {
    return new String(head, StandardCharsets.US_ASCII).equals(Member.CAPTURE)
        || RawData.recognises(head);
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.PERSONAL;
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    if (!member.parts().isEmpty()) {
      return Capture.of(member, settings.limits()).frames();
    }
    RawData raw = RawData.of(member.stream(), settings.limits());
    long declared = member.declaredBytes().orElse(raw.fileBytes());
    if (declared != raw.fileBytes()) {
      throw new MemberException(
          declared < raw.fileBytes() ? Reason.TRUNCATED : Reason.MALFORMED,
          "The Clarius data say %s frames of %s, which are %s bytes, but the file has %s"
              .formatted(raw.frames(), raw.size(), raw.fileBytes(), declared));
    }
    if (raw.sampleBytes() == RawData.RF_BYTES) {
      throw rfRefused();
    }
    raw.cost(1, 0).require(settings.limits());
    return new RawFrames(member.path(), raw);
  }

  static MemberException rfRefused() {
    return new MemberException(Reason.UNSUPPORTED_FORMAT, RF_REFUSED);
  }

  /** The frames of a file on its own. */
  private static final class RawFrames extends FrameIterator {
    private static final FrameMetadata METADATA = CaptureParameters.NONE.metadata();

    private final RawData raw;

    RawFrames(String path, RawData raw) {
      super(path);
      this.raw = raw;
    }

    @Override
    FrameRecord read(String path, int index) throws IOException, MemberException {
      if (!raw.hasNext()) {
        return null;
      }
      RawData.Frame frame = raw.next();
      return raw.sampleBytes() == RawData.IQ_BYTES
          ? FrameRecord.ofDas(path, index, raw.magnitude(frame), METADATA)
              .withDetail("IQ without its parameters: it may be colour Doppler")
          : FrameRecord.ofClinical(path, index, raw.envelope(frame), METADATA);
    }
  }
}
