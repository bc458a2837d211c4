/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import org.apache.hadoop.fs.Path;
import org.mimicknet.table.Warehouse;

/** Where a warehouse keeps what trainings leave besides tables. */
final class Folders {
  private static final String ROOT = "_training";

  private Folders() {}

  /** Where copies of the frames of a {@link FrameSet} lie. */
  static String frames(Warehouse warehouse, String frameSetId) {
    return new Path(warehouse.path(), ROOT + "/frames/" + frameSetId).toString();
  }

  /** Checkpoints, events and pictures of a training. */
  static String run(Warehouse warehouse, String trainingId) {
    return new Path(warehouse.path(), ROOT + "/runs/" + trainingId).toString();
  }

  /** The bundle of a trial; of each run its own, since a card names the device. */
  static String model(Warehouse warehouse, String trialId, String runId) {
    return run(warehouse, trialId) + "/model-" + runId;
  }
}
