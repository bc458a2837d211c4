/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.hdf5.Hdf5Group;

/** Why a file of zea gives no frame, so that a person can act. */
final class ZeaRefusal {
  /** The attribute that names the release that wrote the file. */
  static final String VERSION = "zea_version";

  private static final Pattern RELEASE = Pattern.compile("[0-9]+(\\.[0-9]+){1,3}[a-z0-9.+]{0,12}");

  /** Names that every release gives to the parts of a file: no other gets into a text. */
  private static final Set<String> PARTS =
      Set.of("data", "scan", "tracks", "event_0", "probe", "metadata", "metrics", "custom");

  private ZeaRefusal() {}

  static MemberException of(Hdf5Group root, List<ZeaTrack> tracks) {
    Set<String> found = new TreeSet<>();
    tracks.forEach(track -> found.addAll(track.found()));
    if (tracks.stream().anyMatch(ZeaTrack::hasElements)) {
      return new MemberException(
          Reason.MISSING_DATA,
          "The zea file holds data of the elements only, and nothing here beamforms: save"
              + " beamformed_data, envelope_data or image as well");
    }
    if (!found.isEmpty() && found.stream().noneMatch(ZeaTrack::isOfFrames)) {
      return new MemberException(
          Reason.MISSING_DATA,
          "The zea file holds %s, but no frames: save beamformed_data, envelope_data or image as"
                  .formatted(String.join(", ", found))
              + " well");
    }
    Set<String> names = root.names();
    Set<String> parts = new TreeSet<>(names);
    parts.retainAll(PARTS);
    return new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        "The zea file, of version %s, is of a layout that is not read. At its root are %s and %s"
                .formatted(
                    root.attribute(VERSION).filter(RELEASE.asMatchPredicate()).orElse("unknown"),
                    parts.isEmpty() ? "no known names" : String.join(", ", parts),
                    names.size() - parts.size())
            + " other names, in its data %s; read are beamformed_data as IQ, envelope_data and"
                .formatted(found.isEmpty() ? "no known names" : String.join(", ", found))
            + " image, as arrays or groups of values, in /data, /event_N/data or"
            + " /tracks/track_N/data. Save it again with zea 0.1, or report the version");
  }
}
