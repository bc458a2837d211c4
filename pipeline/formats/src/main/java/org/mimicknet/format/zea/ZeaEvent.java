/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * The frames of one {@code data} group and what {@code scan} says of them, in SI units.
 *
 * @param das IQ, or its envelope; null where there is none
 * @param clinical the image on the same grid; null where there is none
 */
record ZeaEvent(ZeaFrames das, ZeaFrames clinical, FrameMetadata metadata) {
  /**
   * What an event holds of frames; nothing where it holds data of the elements only.
   *
   * @param probe name of the probe, null where unknown
   */
  static Optional<ZeaEvent> of(Hdf5Group event, String probe, ArchiveLimits limits)
      throws MemberException {
    Hdf5Group data = event.group("data").orElseThrow();
    Optional<ZeaFrames> das = ZeaFrames.iq(data, "beamformed_data", limits);
    if (das.isEmpty()) {
      das = ZeaFrames.real(data, "envelope_data", limits);
    }
    Optional<ZeaFrames> clinical = ZeaFrames.real(data, "image", limits);
    if (das.isEmpty() && clinical.isEmpty()) {
      clinical = ZeaFrames.real(data, "image_sc", limits);
    }
    if (das.isEmpty() && clinical.isEmpty()) {
      return Optional.empty();
    }
    if (das.isPresent() && clinical.isPresent()) {
      requireSameSize(das.get(), clinical.get());
    }
    return Optional.of(
        new ZeaEvent(
            das.orElse(null),
            clinical.orElse(null),
            metadata(event.group("scan").orElseThrow(), probe)));
  }

  /** What a frame of it costs while a file of so many bytes is held. */
  FrameCost cost(long fileBytes) throws MemberException {
    ZeaFrames any = das == null ? clinical : das;
    boolean isPair = das != null && clinical != null;
    long held = fileBytes + any.rowBytes() + (isPair ? clinical.rowBytes() : 0);
    return new FrameCost(any.pixels(), isPair ? 2 : 1, 0, held);
  }

  int count() {
    return (das == null ? clinical : das).count();
  }

  /** The frame {@code frame} of this event as the frame {@code index} of the member at a path. */
  FrameRecord record(String path, int index, int frame) throws MemberException {
    return FrameRecord.of(
        path,
        index,
        das == null ? null : das.magnitude(frame),
        clinical == null ? null : clinical.values(frame),
        metadata);
  }

  private static void requireSameSize(ZeaFrames das, ZeaFrames clinical) throws MemberException {
    if (das.count() != clinical.count()
        || das.height() != clinical.height()
        || das.width() != clinical.width()) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "%s, but %s: they must be of the same frames".formatted(das, clinical));
    }
  }

  private static FrameMetadata metadata(Hdf5Group scan, String probe) throws MemberException {
    Map<String, String> extra = new TreeMap<>();
    number(scan, "sound_speed")
        .ifPresent(speed -> extra.put("sound_speed_m_s", Double.toString(speed)));
    number(scan, "sampling_frequency")
        .ifPresent(rate -> extra.put("sampling_frequency_hz", Double.toString(rate)));
    return FrameMetadata.builder()
        .identifiers(Identifiers.PERSONAL)
        .probe(probe)
        .frequencyHz(number(scan, "center_frequency").orElse(null))
        .extra(extra)
        .build();
  }

  /** A positive number, or the one value of all transmits. */
  private static Optional<Double> number(Hdf5Group scan, String name) throws MemberException {
    Optional<Hdf5Array> array = scan.array(name);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    Samples values = array.get().all();
    for (int i = 0; i < values.size(); i++) {
      if (values.real(i) != values.real(0)) {
        return Optional.empty();
      }
    }
    return values.size() > 0 && Double.isFinite(values.real(0)) && values.real(0) > 0
        ? Optional.of(values.real(0))
        : Optional.empty();
  }
}
