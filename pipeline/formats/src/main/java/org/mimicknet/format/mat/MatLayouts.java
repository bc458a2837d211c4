/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.UserException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.ReadSettings;

/** The layouts on the class path, looked up once per JVM. */
final class MatLayouts {
  private static final List<MatLayout> ALL =
      ServiceLoader.load(MatLayout.class, MatLayout.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** Which layout a file is of that fits several. */
  private static final String LAYOUT = "mat.layout";

  private MatLayouts() {}

  static Set<String> variables(Map<String, String> options) {
    return ALL.stream()
        .flatMap(layout -> layout.variables(options).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  static Set<String> options() {
    return Stream.concat(
            Stream.of(LAYOUT), ALL.stream().flatMap(layout -> layout.options().stream()))
        .collect(Collectors.toUnmodifiableSet());
  }

  static void validate(Map<String, String> options) {
    String name = options.get(LAYOUT);
    if (name != null && ALL.stream().noneMatch(layout -> layout.name().equals(name))) {
      throw new UserException(
          "Cannot use %s=%s: the layouts are %s".formatted(LAYOUT, name, names(ALL)));
    }
    ALL.forEach(layout -> layout.validate(options));
  }

  /** The frames of a file by the one layout that its variables fit. */
  static Iterator<FrameRecord> read(String path, MatVariables file, ReadSettings settings)
      throws MemberException {
    Set<String> names = file.names();
    List<MatLayout> fitting =
        ALL.stream().filter(layout -> layout.recognises(names, settings.options())).toList();
    if (fitting.isEmpty()) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "The MAT file has neither iq (complex, depth x lines) nor dtce (real, depth x lines), nor"
              + " the variables of a Verasonics save");
    }
    if (fitting.size() == 1) {
      return frames(fitting.get(0), path, file, settings);
    }
    String chosen = settings.options().getOrDefault(LAYOUT, "");
    for (MatLayout layout : fitting) {
      if (layout.name().equals(chosen)) {
        return frames(layout, path, file, settings);
      }
    }
    throw new MemberException(
        Reason.UNSUPPORTED_FORMAT,
        "The MAT file fits several layouts: %s; name the one that such files are of, for example"
                .formatted(names(fitting))
            + " --formats %s=%s".formatted(LAYOUT, fitting.get(0).name()));
  }

  private static String names(List<MatLayout> layouts) {
    return layouts.stream().map(MatLayout::name).sorted().collect(Collectors.joining(", "));
  }

  /** A file without a frame is a record, too, so that it says how personal its name is. */
  private static Iterator<FrameRecord> frames(
      MatLayout layout, String path, MatVariables file, ReadSettings settings) {
    try {
      return layout.read(path, file, settings);
    } catch (MemberException e) {
      FrameMetadata metadata = FrameMetadata.builder().identifiers(layout.identifiers()).build();
      return List.of(FrameRecord.failed(path, e.reason(), e.getMessage()).withMetadata(metadata))
          .iterator();
    }
  }
}
