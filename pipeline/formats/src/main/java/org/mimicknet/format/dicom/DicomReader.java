/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;

/**
 * Reads DICOM: ultrasound, and by the same code every other kind of image. A frame gives the
 * scanner's own image only, as luma of its 2-D regions; it is scan-converted and never comparable
 * with polar data. Identifiers are in its records as the file has them, for the privacy step; the
 * scope of the pixels tells that step whether text may be burned in.
 *
 * <p>One pass over the stream; time grows with its pixels, memory with one frame. Compressed frames
 * are held twice while they are decoded.
 */
@Internal
public final class DicomReader implements FormatReader {
  private static final Set<Reason> OF_ONE_FRAME =
      Set.of(Reason.MALFORMED, Reason.TRUNCATED, Reason.NON_FINITE);

  @Override
  public String name() {
    return "DICOM";
  }

  @Override
  public boolean recognises(byte[] head) {
    return FileStart.recognises(head);
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.PERSONAL;
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    try {
      return new Frames(member.path(), DicomFile.open(member.stream(), settings.limits()));
    } catch (Exception | StackOverflowError e) {
      throw MemberException.of("The DICOM file", e);
    }
  }

  private static final class Frames implements Iterator<FrameRecord> {
    private final String path;
    private final DicomFile file;
    private int index;

    Frames(String path, DicomFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public boolean hasNext() {
      return file.hasNext();
    }

    @Override
    public FrameRecord next() {
      if (!file.hasNext()) {
        throw new NoSuchElementException("Cannot read frame %s: it was the last".formatted(index));
      }
      try {
        FrameRecord frame =
            FrameRecord.ofClinical(path, index, file.nextImage(), file.metadata(index))
                .withRedaction(file.redaction())
                .withDetail(file.detail());
        index++;
        return frame;
      } catch (Exception | StackOverflowError e) {
        if (!MemberException.isContained(e)) {
          throw new UncheckedIOException(new IOException(e));
        }
        return failed(MemberException.of("The DICOM file", e));
      }
    }

    /** A bad frame whose file can be read on is a record, any other failure the last one. */
    private FrameRecord failed(MemberException failure) {
      if (file.readsOn() && OF_ONE_FRAME.contains(failure.reason())) {
        return FrameRecord.failed(path, index++, failure.reason(), failure.getMessage());
      }
      int behind = file.pixels().frames() - index - 1;
      MemberException last =
          behind > 0
              ? new MemberException(
                  failure.reason(),
                  "%s; the %s frames behind it are not read"
                      .formatted(failure.getMessage(), behind),
                  failure)
              : failure;
      throw new UncheckedIOException(new IOException(last));
    }
  }
}
