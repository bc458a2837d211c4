/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mimicknet.UserException;

/**
 * Which variables of a save hold what: saves have no schema. Each is one name or several, separated
 * by commas, of which the first that is there counts.
 *
 * @param iq complex beamformed data ({@code verasonics.iq})
 * @param i its real part, where it is saved in two variables ({@code verasonics.i})
 * @param q its imaginary part ({@code verasonics.q})
 * @param clinical the scanner's own image ({@code verasonics.clinical})
 */
record VariableMapping(List<String> iq, List<String> i, List<String> q, List<String> clinical) {
  static final Set<String> OPTIONS =
      Set.of("verasonics.iq", "verasonics.i", "verasonics.q", "verasonics.clinical");

  /** Data of the single elements, which would have to be beamformed first. */
  static final String CHANNEL_DATA = "RcvData";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

  /** By these another layout knows its files; by both together, whatever stands beside them. */
  private static final Set<String> TAKEN = Set.of("iq", "dtce");

  /**
   * The mapping of a site, or the common names where it says none.
   *
   * @throws UserException if a name is no variable of MATLAB, or is that of another layout
   */
  static VariableMapping of(Map<String, String> options) {
    return new VariableMapping(
        names(options, "verasonics.iq", "IQData,IQ"),
        names(options, "verasonics.i", "IData"),
        names(options, "verasonics.q", "QData"),
        names(options, "verasonics.clinical", "ImgDataP,ImgData"));
  }

  Stream<String> variables() {
    return Stream.of(iq, i, q, clinical).flatMap(List::stream);
  }

  boolean fits(Set<String> names) {
    return !names.containsAll(TAKEN)
        && (names.contains(CHANNEL_DATA) || variables().anyMatch(names::contains));
  }

  /** The first of {@code candidates} that the file has. */
  static Optional<String> first(List<String> candidates, Set<String> names) {
    return candidates.stream().filter(names::contains).findFirst();
  }

  private static List<String> names(Map<String, String> options, String key, String common) {
    List<String> names =
        Stream.of(options.getOrDefault(key, common).split(",", -1)).map(String::strip).toList();
    for (String name : names) {
      if (!VARIABLE.matcher(name).matches()) {
        throw new UserException(
            "Cannot map %s to %s: it is no name of a MATLAB variable".formatted(key, name));
      }
      if (TAKEN.contains(name)) {
        throw new UserException(
            "Cannot map %s to %s: by this variable files of the MimickNet layout are known"
                .formatted(key, name));
      }
    }
    return names;
  }
}
