/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.nio.file.Path;
import java.util.List;
import org.mimicknet.Internal;

/**
 * What the demonstration archives hold, to compare with what the tables say. Paths of frames are
 * relative to the folder: {@code site/archive.zip!/folder/member.mat}.
 *
 * @param folder where it lies
 * @param archives every container, and every loose frame
 * @param metadata CSVs that lie beside archives; others lie inside of them
 * @param frames good frames, each once
 * @param copies second places of some of these frames
 * @param broken members that are wrong on purpose
 */
@Internal
public record DemoContents(
    Path folder,
    List<Path> archives,
    List<Path> metadata,
    List<Frame> frames,
    List<Frame> copies,
    List<Broken> broken) {
  public DemoContents {
    archives = List.copyOf(archives);
    metadata = List.copyOf(metadata);
    frames = List.copyOf(frames);
    copies = List.copyOf(copies);
    broken = List.copyOf(broken);
  }

  /** A good frame: what its row in the table {@code frames} should say. */
  public record Frame(
      String path,
      String site,
      String studyId,
      String scanner,
      String target,
      int height,
      int width) {}

  /** A broken member. */
  public record Broken(Breakage kind, String path, String site) {}
}
