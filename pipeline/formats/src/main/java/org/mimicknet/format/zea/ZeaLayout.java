/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameSequence;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Layout;

/**
 * Files of the zea toolbox: {@code /data} and {@code /scan}, or both in each of {@code
 * /tracks/track_0}, {@code /tracks/track_1} and so on (since zea 0.1), or of {@code /event_0} and
 * so on (before), whose frames then follow each other. {@code das} is the magnitude of {@code
 * beamformed_data} where it is IQ (a trailing dimension of two, or complex numbers), else {@code
 * envelope_data}, which is that magnitude. {@code clinical} is {@code image}, in dB as it is: the
 * reference of every metric is scaled from its minimum to its maximum and never logarithmised, so
 * decibels are fit for it. {@code image_sc}, on another grid, counts only where nothing else is
 * there. Raw and aligned data alone have no image yet and are refused.
 */
@Internal
public final class ZeaLayout implements Hdf5Layout {
  @Override
  public String name() {
    return "zea";
  }

  @Override
  public boolean recognises(Hdf5File file, ReadSettings settings) {
    return file.root().hasAttribute(ZeaRefusal.VERSION) || !ZeaTrack.of(file.root()).isEmpty();
  }

  @Override
  public Iterator<FrameRecord> read(String path, Hdf5File file, ReadSettings settings)
      throws MemberException {
    List<ZeaTrack> tracks = ZeaTrack.of(file.root());
    FrameMetadata common = ZeaMetadata.of(file.root());
    List<ZeaSeries> all = new ArrayList<>();
    for (ZeaTrack track : tracks) {
      boolean isOnly = tracks.size() == 1;
      String series = isOnly ? null : path + "!/" + track.name();
      FrameMetadata own = common.toBuilder().seriesId(series).build();
      all.addAll(ZeaSeries.of(track, own, settings.limits()));
    }
    if (all.isEmpty()) {
      throw ZeaRefusal.of(file.root(), tracks);
    }
    for (ZeaSeries series : all) {
      series.cost(file.heldBytes()).require(settings.limits());
    }
    int count = all.stream().mapToInt(ZeaSeries::count).reduce(0, Math::addExact);
    return new FrameSequence(path, Identifiers.PERSONAL, count, index -> frame(path, all, index));
  }

  private static FrameRecord frame(String path, List<ZeaSeries> all, int index)
      throws MemberException {
    int frame = index;
    int series = 0;
    while (frame >= all.get(series).count()) {
      frame -= all.get(series).count();
      series++;
    }
    return all.get(series).record(path, index, frame);
  }
}
