/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.mimicknet.training.fit.Mode;

/** A mode of training by its name. */
final class TrainingMode extends Parsed<Mode> {
  @Override
  Mode parse(String text) {
    return Mode.of(text);
  }
}
