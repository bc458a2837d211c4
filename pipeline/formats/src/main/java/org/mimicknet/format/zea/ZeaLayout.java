/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.FrameSequence;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.format.hdf5.Hdf5Layout;

/**
 * Files of the zea toolbox: {@code /data} and {@code /scan}, or both in each of {@code /event_0},
 * {@code /event_1} and so on, whose frames then follow each other. {@code das} is the magnitude of
 * {@code beamformed_data} where it is IQ (a trailing dimension of two, or complex numbers), else
 * {@code envelope_data}, which is that magnitude. {@code clinical} is {@code image}, in dB as it
 * is: the reference of every metric is scaled from its minimum to its maximum and never
 * logarithmised, so decibels are fit for it. {@code image_sc}, on another grid, counts only where
 * nothing else is there. Raw and aligned data alone have no image yet and are refused.
 */
@Internal
public final class ZeaLayout implements Hdf5Layout {
  private static final Set<String> DATA =
      Set.of("raw_data", "aligned_data", "beamformed_data", "envelope_data", "image", "image_sc");

  private static final Pattern PROBE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,31}");

  @Override
  public String name() {
    return "zea";
  }

  @Override
  public boolean recognises(Hdf5File file, ReadSettings settings) {
    return events(file.root()).stream().anyMatch(ZeaLayout::isEvent);
  }

  @Override
  public Iterator<FrameRecord> read(String path, Hdf5File file, ReadSettings settings)
      throws MemberException {
    String probe = file.root().attribute("probe").filter(PROBE.asMatchPredicate()).orElse(null);
    List<ZeaEvent> events = new ArrayList<>();
    for (Hdf5Group event : events(file.root())) {
      if (isEvent(event)) {
        ZeaEvent.of(event, probe, settings.limits()).ifPresent(events::add);
      }
    }
    if (events.isEmpty()) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "The zea file holds data of the elements only, and nothing here beamforms: save"
              + " beamformed_data, envelope_data or image as well");
    }
    for (ZeaEvent event : events) {
      event.cost(file.heldBytes()).require(settings.limits());
    }
    int count = events.stream().mapToInt(ZeaEvent::count).reduce(0, Math::addExact);
    return new FrameSequence(
        path, Identifiers.PERSONAL, count, index -> frame(path, events, index));
  }

  private static FrameRecord frame(String path, List<ZeaEvent> events, int index)
      throws MemberException {
    int frame = index;
    int event = 0;
    while (frame >= events.get(event).count()) {
      frame -= events.get(event).count();
      event++;
    }
    return events.get(event).record(path, index, frame);
  }

  private static boolean isEvent(Hdf5Group event) {
    return event.group("scan").isPresent()
        && event.group("data").stream()
            .flatMap(data -> data.names().stream())
            .anyMatch(DATA::contains);
  }

  /** The root itself, or its events in the order of their numbers. */
  private static List<Hdf5Group> events(Hdf5Group root) {
    List<Hdf5Group> events = new ArrayList<>();
    events.add(root);
    for (int number = 0; ; number++) {
      Optional<Hdf5Group> event = root.group("event_" + number);
      if (event.isEmpty()) {
        return events;
      }
      events.add(event.get());
    }
  }
}
