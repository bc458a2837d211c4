/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * What is kept of a file and its tracks: probe, machine, label, kind of subject, and numbers of the
 * scan in SI units. Of a subject, its annotations and all free texts nothing else is looked at.
 */
final class ZeaMetadata {
  /** Key of {@code extra}: the label of a track. */
  private static final String TRACK = "track";

  /** No date, number of a patient or UID is in the name of a product. */
  private static final Pattern NAME =
      Pattern.compile("(?!.*[0-9]{6})(?!.*[0-9][.][0-9]+[.][0-9])[A-Za-z0-9][A-Za-z0-9 ._-]{0,31}");

  private static final Set<String> SUBJECTS = Set.of("human", "phantom", "animal");

  /** Numbers of the scan, and their names in {@code extra}. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "sound_speed", "sound_speed_m_s",
          "sampling_frequency", "sampling_frequency_hz",
          "demodulation_frequency", "demodulation_frequency_hz");

  private ZeaMetadata() {}

  /** What the root says of all tracks. */
  static FrameMetadata of(Hdf5Group root) {
    Optional<String> probe =
        root.group("probe")
            .flatMap(group -> group.text("name"))
            .or(() -> root.attribute("probe_name"))
            .or(() -> root.attribute("probe"));
    Map<String, String> extra = new TreeMap<>();
    root.group("metadata")
        .flatMap(group -> group.group("subject"))
        .flatMap(group -> group.text("type"))
        .filter(SUBJECTS::contains)
        .ifPresent(type -> extra.put("subject_type", type));
    return FrameMetadata.builder()
        .identifiers(Identifiers.PERSONAL)
        .probe(name(probe))
        .scanner(name(root.attribute("us_machine")))
        .extra(extra)
        .build();
  }

  /** What a track says, and what {@code common} says of all. */
  static FrameMetadata of(ZeaTrack track, FrameMetadata common) throws MemberException {
    Map<String, String> extra = new TreeMap<>();
    Optional.ofNullable(name(track.label())).ifPresent(label -> extra.put(TRACK, label));
    FrameMetadata.Builder own = FrameMetadata.builder();
    if (track.scan().isPresent()) {
      Hdf5Group scan = track.scan().get();
      for (Map.Entry<String, String> number : NUMBERS.entrySet()) {
        ZeaNumbers.positive(scan, number.getKey())
            .ifPresent(value -> extra.put(number.getValue(), value.toString()));
      }
      own.frequencyHz(ZeaNumbers.positive(scan, "center_frequency").orElse(null));
    }
    return own.extra(extra).build().orElse(common);
  }

  /** Null for what does not look like the name of a product. */
  private static String name(Optional<String> text) {
    return text.filter(NAME.asMatchPredicate()).orElse(null);
  }
}
