/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Part;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.image.Image;

/** The files of one capture, read together. */
final class Capture {
  private final Member member;
  private final ArchiveLimits limits;

  private Capture(Member member, ArchiveLimits limits) {
    this.member = member;
    this.limits = limits;
  }

  static Capture of(Member member, ArchiveLimits limits) {
    return new Capture(member, limits);
  }

  /** IQ frames in their order, paired or not, then the envelopes that no IQ frame belongs to. */
  Iterator<FrameRecord> frames() throws MemberException {
    try {
      Optional<RawData> iq = raw("iq.raw", RawData.IQ_BYTES);
      Optional<RawData> envelope = raw("env.raw", RawData.ENVELOPE_BYTES);
      if (iq.isEmpty() && envelope.isEmpty()) {
        throw part("rf.raw").isPresent()
            ? ClariusReader.rfRefused()
            : new MemberException(
                Reason.MISSING_DATA, "The Clarius capture has parameters, but no IQ or envelope");
      }
      requireMemory(iq, envelope);
      CaptureParameters iqParameters = parameters("iq.yml");
      Optional<FrameRecord> refusal = Optional.empty();
      if (iq.isPresent()) {
        refusal = refusal(iq.get(), envelope.orElse(null), iqParameters);
      }
      List<RawData.Frame> envelopes = new ArrayList<>();
      if (envelope.isPresent()) {
        envelopes = framesOf(envelope.get());
      }
      int[] pairs = new int[0];
      if (iq.isPresent() && refusal.isEmpty()) {
        pairs =
            Pairing.of(
                timestamps(),
                envelopes.stream().mapToLong(RawData.Frame::timestampNs).toArray(),
                iqParameters.pairingNs());
      }
      return new Frames(
          member.path(),
          iq.orElse(null),
          new Envelopes(envelope.orElse(null), envelopes, parameters("env.yml").metadata()),
          pairs,
          iqParameters.metadata(),
          Double.isFinite(iqParameters.pairingNs()),
          refusal.orElse(null));
    } catch (IOException | RuntimeException e) {
      throw MemberException.of("The Clarius capture", e);
    }
  }

  /** All envelopes are held; what the capture is packed in counts as memory to unpack. */
  private void requireMemory(Optional<RawData> iq, Optional<RawData> envelope)
      throws MemberException {
    int images = iq.isPresent() && envelope.isPresent() ? 2 : 1;
    long held = envelope.map(RawData::fileBytes).orElse(0L);
    for (RawData raw : Stream.of(iq, envelope).flatMap(Optional::stream).toList()) {
      raw.cost(images, held).require(limits);
    }
  }

  /** The frames of the envelope; {@code raw} is null, and there are none, where it is missing. */
  private record Envelopes(RawData raw, List<RawData.Frame> frames, FrameMetadata metadata) {
    Image image(int index) {
      return raw.envelope(frames.get(index));
    }
  }

  private Optional<Part> part(String role) {
    return member.parts().stream().filter(part -> part.role().equals(role)).findFirst();
  }

  private Optional<RawData> raw(String role, int sampleBytes) throws IOException, MemberException {
    Optional<Part> part = part(role);
    if (part.isEmpty()) {
      return Optional.empty();
    }
    RawData raw = RawData.of(part.get().open(), limits);
    if (raw.sampleBytes() != sampleBytes) {
      throw new MemberException(
          Reason.MALFORMED,
          "The Clarius %s has samples of %s bytes; it must have %s"
              .formatted(role, raw.sampleBytes(), sampleBytes));
    }
    return Optional.of(raw);
  }

  private CaptureParameters parameters(String role) throws IOException {
    Optional<Part> part = part(role);
    if (part.isEmpty()) {
      return CaptureParameters.NONE;
    }
    try (InputStream in = part.get().open()) {
      return CaptureParameters.of(in);
    }
  }

  /** Why the IQ is no image of the envelope, if it is none; {@code envelope} may be null. */
  private Optional<FrameRecord> refusal(
      RawData iq, RawData envelope, CaptureParameters parameters) {
    if (envelope != null && !iq.hasSizeOf(envelope)) {
      return Optional.of(
          refused(
              Reason.SIZE_MISMATCH,
              "IQ is %s, but the envelope %s: IQ of colour Doppler is no image of it"
                  .formatted(iq.size(), envelope.size())));
    }
    return parameters.hasEnsembles()
        ? Optional.of(
            refused(
                Reason.UNSUPPORTED_FORMAT,
                "IQ is of colour Doppler: several lines at one place, which are no image"))
        : Optional.empty();
  }

  private FrameRecord refused(Reason reason, String detail) {
    return FrameRecord.failed(member.path(), reason, detail);
  }

  private List<RawData.Frame> framesOf(RawData envelope) throws IOException, MemberException {
    if (envelope.fileBytes() > limits.workingBytes()) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          limits.workingRefusal(
              "The envelope of the Clarius capture, held whole,", envelope.fileBytes()));
    }
    List<RawData.Frame> frames = new ArrayList<>();
    while (envelope.hasNext()) {
      frames.add(envelope.next());
    }
    return frames;
  }

  private long[] timestamps() throws IOException, MemberException {
    RawData again = raw("iq.raw", RawData.IQ_BYTES).orElseThrow();
    long[] timestamps = new long[again.frames()];
    for (int i = 0; i < timestamps.length; i++) {
      timestamps[i] = again.next().timestampNs();
    }
    return timestamps;
  }

  private static final class Frames extends FrameIterator {
    private final RawData iq;
    private final Envelopes envelopes;
    private final int[] pairs;
    private final FrameMetadata iqMetadata;
    private final boolean isTimed;
    private final boolean[] used;
    private FrameRecord refusal;
    private int iqRead;
    private int envelopesSeen;

    /**
     * {@code iq} and {@code refusal} are null where there is none; {@code isTimed} says that pairs
     * are of one time.
     */
    Frames(
        String path,
        RawData iq,
        Envelopes envelopes,
        int[] pairs,
        FrameMetadata iqMetadata,
        boolean isTimed,
        FrameRecord refusal) {
      super(path);
      this.iq = iq;
      this.envelopes = envelopes;
      this.pairs = pairs;
      this.iqMetadata = iqMetadata;
      this.isTimed = isTimed;
      this.refusal = refusal;
      this.used = new boolean[envelopes.frames().size()];
      for (int envelope : pairs) {
        if (envelope != Pairing.NONE) {
          used[envelope] = true;
        }
      }
    }

    @Override
    FrameRecord read(String path, int index) throws IOException, MemberException {
      if (refusal != null) {
        FrameRecord first = refusal;
        refusal = null;
        return first;
      }
      if (iqRead < pairs.length) {
        Image das = iq.magnitude(iq.next());
        int envelope = pairs[iqRead++];
        Image clinical = envelope == Pairing.NONE ? null : envelopes.image(envelope);
        FrameRecord frame = FrameRecord.of(path, index, das, clinical, iqMetadata);
        return clinical == null || isTimed
            ? frame
            : frame.unverified(
                "the capture gives no frame rate to tell whether its IQ and envelope are of one"
                    + " time");
      }
      while (envelopesSeen < used.length && used[envelopesSeen]) {
        envelopesSeen++;
      }
      return envelopesSeen == used.length
          ? null
          : FrameRecord.ofClinical(
              path, index, envelopes.image(envelopesSeen++), envelopes.metadata());
    }
  }
}
