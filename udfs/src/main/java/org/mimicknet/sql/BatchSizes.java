/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.engine.EngineInfo;

/**
 * How many frames a task takes at once and reads ahead: decided on the driver, carried to tasks.
 *
 * @param onCpu frames that go through the network together on a CPU
 * @param onGpu the same on a GPU
 * @param readAhead frames that are read ahead, at least
 */
record BatchSizes(int onCpu, int onGpu, int readAhead) implements Serializable {
  /** What the session says: one frame at a time on a CPU, where more are not faster. */
  static BatchSizes of(Tunables tunables) {
    return new BatchSizes(
        1, tunables.get(SqlTunables.GPU_BATCH), tunables.get(SqlTunables.READ_AHEAD));
  }

  /** The same with as many frames at once on any device. */
  BatchSizes with(int frames) {
    return new BatchSizes(frames, frames, readAhead);
  }

  /** Frames that go through the network together. */
  int frames(EngineInfo engine) {
    return engine.isOnGpu() ? onGpu : onCpu;
  }

  /** Frames that are read ahead: never fewer than go through the network together. */
  int ahead(EngineInfo engine) {
    return Math.max(readAhead, frames(engine));
  }
}
