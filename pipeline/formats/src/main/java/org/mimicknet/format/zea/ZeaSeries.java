/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameCost;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ScanAxes;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.image.Image;

/**
 * Frames of a track on one grid. IQ and image on grids that differ are two series: a Cartesian
 * image is never compared with polar data.
 *
 * @param das IQ, or its envelope; null where there is none
 * @param clinical the image on the same grid; null where there is none
 * @param doubt why the two may not belong together; null where nothing speaks against it
 */
record ZeaSeries(ZeaFrames das, ZeaFrames clinical, FrameMetadata metadata, String doubt) {
  /** What a track holds of frames; nothing where it holds none. */
  static List<ZeaSeries> of(ZeaTrack track, FrameMetadata common, ArchiveLimits limits)
      throws MemberException {
    if (track.data().isEmpty()) {
      return List.of();
    }
    Hdf5Group data = track.data().get();
    Optional<ZeaFrames> das = ZeaFrames.iq(data, "beamformed_data", limits);
    if (das.isEmpty()) {
      das = ZeaFrames.real(data, "envelope_data", limits);
    }
    Optional<ZeaFrames> clinical = ZeaFrames.real(data, "image", limits);
    if (das.isEmpty() && clinical.isEmpty()) {
      clinical = ZeaFrames.real(data, "image_sc", limits);
    }
    FrameMetadata metadata = ZeaMetadata.of(track, common);
    List<ZeaSeries> series = new ArrayList<>();
    if (das.isPresent() && clinical.isPresent() && isOneGrid(das.get(), clinical.get())) {
      series.add(pair(das.get(), clinical.get(), metadata));
      return series;
    }
    if (das.isPresent()) {
      series.add(new ZeaSeries(das.get(), null, placed(das.get(), metadata), null));
    }
    if (clinical.isPresent()) {
      series.add(new ZeaSeries(null, clinical.get(), placed(clinical.get(), metadata), null));
    }
    return series;
  }

  /** What a frame of it costs while a file of so many bytes is held. */
  FrameCost cost(long fileBytes) throws MemberException {
    ZeaFrames any = das == null ? clinical : das;
    boolean isPair = das != null && clinical != null;
    long held = fileBytes + any.rowBytes() + (isPair ? clinical.rowBytes() : 0);
    return new FrameCost(any.pixels(), isPair ? 2 : 1, 0, held);
  }

  int count() {
    return Math.max(das == null ? 0 : das.count(), clinical == null ? 0 : clinical.count());
  }

  /** The frame {@code frame} of this series as the frame {@code index} of the member at a path. */
  FrameRecord record(String path, int index, int frame) throws MemberException {
    Image magnitude = das == null || frame >= das.count() ? null : das.magnitude(frame);
    Image image = clinical == null || frame >= clinical.count() ? null : clinical.image(frame);
    FrameRecord record = FrameRecord.of(path, index, magnitude, image, metadata);
    return doubt == null || magnitude == null || image == null ? record : record.unverified(doubt);
  }

  private static ZeaSeries pair(ZeaFrames das, ZeaFrames clinical, FrameMetadata metadata)
      throws MemberException {
    List<String> doubts = new ArrayList<>();
    if ((das.grid() == null) != (clinical.grid() == null)) {
      doubts.add(
          "only %s says where its pixels lie, %s does not"
              .formatted(
                  (das.grid() == null ? clinical : das).name(),
                  (das.grid() == null ? das : clinical).name()));
    }
    if (das.count() != clinical.count()) {
      doubts.add("%s, but %s: paired by their order".formatted(das, clinical));
    }
    return new ZeaSeries(
        das,
        clinical,
        placed(das.grid() == null ? clinical : das, metadata),
        doubts.isEmpty() ? null : String.join("; ", doubts));
  }

  /** Where neither says where its pixels lie, they lie alike, as in all files before zea 0.1. */
  private static boolean isOneGrid(ZeaFrames das, ZeaFrames clinical) throws MemberException {
    if (das.grid() == null && clinical.grid() == null && !das.isOfSameSize(clinical)) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "%s, but %s: they must be of the same frames".formatted(das, clinical));
    }
    return das.isOfSameSize(clinical)
        && (das.grid() == null || clinical.grid() == null || das.grid().isSame(clinical.grid()));
  }

  private static FrameMetadata placed(ZeaFrames frames, FrameMetadata metadata)
      throws MemberException {
    Optional<ScanAxes> axes = frames.grid() == null ? Optional.empty() : frames.grid().axes();
    return axes.isPresent()
        ? axes.get().describe(FrameMetadata.builder()).build().orElse(metadata)
        : metadata;
  }
}
