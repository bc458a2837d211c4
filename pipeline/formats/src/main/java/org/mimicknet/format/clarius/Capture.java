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
      CaptureParameters iqParameters = parameters("iq.yml");
      Optional<FrameRecord> refusal = refusal(iq, envelope, iqParameters);
      List<RawData.Frame> envelopes = envelopes(envelope);
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
          refusal.isEmpty() ? iq : Optional.empty(),
          new Envelopes(envelope, envelopes, parameters("env.yml").metadata()),
          pairs,
          iqParameters.metadata(),
          refusal);
    } catch (IOException | RuntimeException e) {
      throw MemberException.of("The Clarius capture", e);
    }
  }

  private record Envelopes(
      Optional<RawData> raw, List<RawData.Frame> frames, FrameMetadata metadata) {
    Image image(int index) {
      return raw.orElseThrow().envelope(frames.get(index));
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
          "The Clarius %s has samples of %d bytes; it must have %d"
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

  private Optional<FrameRecord> refusal(
      Optional<RawData> iq, Optional<RawData> envelope, CaptureParameters parameters) {
    if (iq.isEmpty()) {
      return Optional.empty();
    }
    if (envelope.isPresent() && !iq.get().hasSizeOf(envelope.get())) {
      return Optional.of(
          refused(
              Reason.SIZE_MISMATCH,
              "IQ is %s, but the envelope %s: IQ of colour Doppler is no image of it"
                  .formatted(iq.get().size(), envelope.get().size())));
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

  private List<RawData.Frame> envelopes(Optional<RawData> envelope)
      throws IOException, MemberException {
    List<RawData.Frame> frames = new ArrayList<>();
    if (envelope.isPresent()) {
      if (envelope.get().fileBytes() > limits.workingBytes()) {
        throw new MemberException(
            Reason.LIMIT_EXCEEDED,
            "The envelopes of the Clarius capture are %d bytes; at most %d are held"
                .formatted(envelope.get().fileBytes(), limits.workingBytes()));
      }
      while (envelope.get().hasNext()) {
        frames.add(envelope.get().next());
      }
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
    private final Optional<RawData> iq;
    private final Envelopes envelopes;
    private final int[] pairs;
    private final FrameMetadata iqMetadata;
    private final boolean[] used;
    private Optional<FrameRecord> refusal;
    private int iqRead;
    private int envelopesGiven;

    Frames(
        String path,
        Optional<RawData> iq,
        Envelopes envelopes,
        int[] pairs,
        FrameMetadata iqMetadata,
        Optional<FrameRecord> refusal) {
      super(path);
      this.iq = iq;
      this.envelopes = envelopes;
      this.pairs = pairs;
      this.iqMetadata = iqMetadata;
      this.refusal = refusal;
      this.used = new boolean[envelopes.frames().size()];
      for (int envelope : pairs) {
        if (envelope != Pairing.NONE) {
          used[envelope] = true;
        }
      }
    }

    @Override
    public boolean hasNext() {
      while (envelopesGiven < used.length && used[envelopesGiven]) {
        envelopesGiven++;
      }
      return refusal.isPresent() || iqRead < pairs.length || envelopesGiven < used.length;
    }

    @Override
    FrameRecord read(String path, int index) throws IOException, MemberException {
      if (refusal.isPresent()) {
        FrameRecord first = refusal.get();
        refusal = Optional.empty();
        return first;
      }
      if (iqRead < pairs.length) {
        Image das = iq.orElseThrow().magnitude(iq.get().next());
        int envelope = pairs[iqRead++];
        Optional<Image> clinical =
            envelope == Pairing.NONE ? Optional.empty() : Optional.of(envelopes.image(envelope));
        return new FrameRecord(
            path, index, Optional.of(das), clinical, iqMetadata, Optional.empty(), "");
      }
      return new FrameRecord(
          path,
          index,
          Optional.empty(),
          Optional.of(envelopes.image(envelopesGiven++)),
          envelopes.metadata(),
          Optional.empty(),
          "");
    }
  }
}
