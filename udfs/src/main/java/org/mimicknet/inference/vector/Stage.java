/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * A producer of rows: the rows of one feature map, top to bottom, each computed when a later stage
 * asks for it, or as soon as the rows that it needs exist ({@link #followSource}), and kept in a
 * ring for as long as a later stage may ask.
 */
abstract class Stage {
  private final List<Stage> sources;
  private final Ring ring;
  private final List<Stage> followers = new ArrayList<>();
  private int produced;

  Stage(List<Stage> sources, Ring ring) {
    this.sources = List.copyOf(sources);
    this.ring = ring;
  }

  /** The first row of source {@code source} that {@code row} is made of; may lie outside. */
  abstract int firstRow(int source, int row);

  /** The last such row. */
  abstract int lastRow(int source, int row);

  /** How many rows {@link #compute} makes. */
  int rowsAtOnce() {
    return 1;
  }

  /** Writes {@code row} into the ring; the rows it is made of are there. */
  abstract void compute(Arena arena, int row);

  /** Sets the size of the feature map from the sources' sizes: unless overridden, the first's. */
  void resize() {
    ring.resize(source(0).height(), source(0).width());
  }

  /** Floats of the arena's scratch memory that {@link #compute} uses. */
  int scratchFloats() {
    return 0;
  }

  /** Takes the memory for its rows; their number and size are known. */
  void allocate(Arena arena) {
    ring.allocate(arena);
  }

  /**
   * From now on its rows are made as soon as its only source has what they need: while that is in
   * the cache, where this stage is asked for it much later.
   */
  final void followSource() {
    sources.get(0).followers.add(this);
  }

  /** Makes all rows until {@code last} available. */
  final void require(Arena arena, int last) {
    int end = Math.min(last, ring.height() - 1);
    while (produced <= end) {
      for (int i = 0; i < sources.size(); i++) {
        sources.get(i).require(arena, lastRow(i, produced));
      }
      compute(arena, produced);
      produced += rowsAtOnce();
      for (int i = 0; i < followers.size(); i++) {
        Stage follower = followers.get(i);
        while (follower.canFollow()) {
          follower.require(arena, follower.produced);
        }
      }
    }
  }

  private boolean canFollow() {
    return produced < ring.height()
        && Math.min(lastRow(0, produced), source(0).height() - 1) < sources.get(0).produced;
  }

  /**
   * As {@link #require} but without computing: finds how many rows each ring must keep. The order
   * of requests depends on the graph and the height alone, so what is found here holds.
   */
  final void rehearse(int last) {
    int end = Math.min(last, ring.height() - 1);
    while (produced <= end) {
      for (int i = 0; i < sources.size(); i++) {
        sources.get(i).rehearse(lastRow(i, produced));
      }
      for (int i = 0; i < sources.size(); i++) {
        Stage source = sources.get(i);
        source.ring.keep(source.produced - Math.max(0, firstRow(i, produced)));
      }
      produced += rowsAtOnce();
      for (Stage follower : followers) {
        while (follower.canFollow()) {
          follower.rehearse(follower.produced);
        }
      }
    }
  }

  /** Begins a new frame. */
  final void restart() {
    produced = 0;
  }

  final Ring ring() {
    return ring;
  }

  final Ring source(int index) {
    return sources.get(index).ring;
  }

  final int sources() {
    return sources.size();
  }
}
