/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * One acquisition of a file: {@code /data} and {@code /scan}, or both in one of the events or
 * tracks.
 *
 * @param name where it lies; empty for the file itself
 */
record ZeaTrack(String name, Hdf5Group group) {
  private static final Set<String> FRAMES =
      Set.of("beamformed_data", "envelope_data", "image", "image_sc");

  private static final Set<String> ELEMENTS = Set.of("raw_data", "aligned_data");

  private static final Set<String> MAPS =
      Set.of(
          "segmentation",
          "sos_map",
          "attenuation_map",
          "strain_percentage_map",
          "shear_wave_elastography_map",
          "tissue_doppler",
          "color_doppler");

  /** All that a file may hold, in order. */
  static List<ZeaTrack> of(Hdf5Group root) {
    List<ZeaTrack> tracks = new ArrayList<>();
    tracks.add(new ZeaTrack("", root));
    addNumbered(root, "", "event_", tracks);
    root.group("tracks").ifPresent(group -> addNumbered(group, "tracks/", "track_", tracks));
    return tracks.stream().filter(ZeaTrack::isTrack).toList();
  }

  private static void addNumbered(
      Hdf5Group parent, String path, String name, List<ZeaTrack> tracks) {
    for (int number = 0; ; number++) {
      Optional<Hdf5Group> group = parent.group(name + number);
      if (group.isEmpty()) {
        return;
      }
      tracks.add(new ZeaTrack(path + name + number, group.get()));
    }
  }

  Optional<Hdf5Group> data() {
    return group.group("data");
  }

  Optional<Hdf5Group> scan() {
    return group.group("scan");
  }

  /** What a person calls it; a track of a file with several has a label. */
  Optional<String> label() {
    return group.text("label");
  }

  /** Whether the data of this name are frames. */
  static boolean isOfFrames(String name) {
    return FRAMES.contains(name);
  }

  /** Whether it has data of the elements, which nothing here beamforms. */
  boolean hasElements() {
    return found().stream().anyMatch(ELEMENTS::contains);
  }

  /** The known names in its data: no other name of a file gets into a text. */
  Set<String> found() {
    Set<String> found = new TreeSet<>();
    data().ifPresent(data -> found.addAll(data.names()));
    found.removeIf(
        name -> !FRAMES.contains(name) && !ELEMENTS.contains(name) && !MAPS.contains(name));
    return found;
  }

  /** Numbered groups are tracks by their names, the file itself by what is in it. */
  private boolean isTrack() {
    return name.startsWith("tracks/")
        ? data().isPresent() || scan().isPresent()
        : !found().isEmpty() && (scan().isPresent() || hasValues());
  }

  private boolean hasValues() {
    return found().stream()
        .flatMap(map -> data().orElseThrow().group(map).stream())
        .anyMatch(map -> map.child("values").isPresent() || map.child("pixels").isPresent());
  }
}
