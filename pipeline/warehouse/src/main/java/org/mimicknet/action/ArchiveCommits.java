/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Map;
import java.util.function.Supplier;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.PixelFiles;
import org.mimicknet.table.Table;

/**
 * The commits of an action that reads archives. A source that the storage does not give is set
 * aside, and a batch that was lost, by that or to another run, makes the next one smaller.
 *
 * @param <B> what one commit covers
 */
abstract class ArchiveCommits<B> extends CommitLoop<B> {
  final InputArchives archives;
  final SetAside setAside;
  private final ArchiveAction<?> action;

  ArchiveCommits(ArchiveAction<?> action, InputArchives archives) {
    super(action.warehouse(), Table.FRAMES, ArchiveAction.PURPOSE);
    this.action = action;
    this.archives = archives;
    this.setAside =
        new SetAside(
            Tunables.of(action.warehouse().spark())
                .get(ActionTunables.INGEST_MOST_STORAGE_FAILURES));
  }

  /** What a person reads of a batch in the Spark UI. */
  abstract String description(B batch);

  /** What the warehouse holds of the inputs now. */
  HeldFrames held() {
    return counted(() -> HeldFrames.of(action.warehouse(), archives));
  }

  final HeldFrames counted(Supplier<HeldFrames> count) {
    return action.describe("Count what is there", count);
  }

  @Override
  final String runId() {
    return action.runId();
  }

  @Override
  final <T> T around(B batch, Supplier<T> write) {
    return action.describe(
        description(batch),
        () -> PixelFiles.settings(action.warehouse().spark()).applyWhile(write));
  }

  @Override
  void committed(B batch, Map<String, Long> counts) {
    setAside.grow();
  }

  @Override
  final void superseded(B batch) {
    setAside.shrink();
  }

  @Override
  final boolean goesOn(Throwable failure) {
    return setAside.takes(failure);
  }
}
