/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.jobs.benchmark.Shape;

/** A size of frames: {@code 1808x208}. */
final class FrameShape extends Parsed<Shape> {
  @Override
  Shape parse(String text) {
    return Shape.of(text);
  }
}
