/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.Optional;
import org.mimicknet.UserException;
import org.mimicknet.model.ModelBundle;

/**
 * What trainings have besides their hyper-parameters.
 *
 * @param condition SQL over the columns of {@code frames}: only such frames
 * @param mostFrames of more frames, so many are chosen, always the same ones
 * @param initialOrNull the model to start from: its weights, and its architecture; null for random
 *     weights
 * @param modelName name of the model, for its card
 * @param licence licence of the model, for its card
 * @param threads of one operation on a CPU: the same number gives the same weights to the bit
 */
public record TrainingInputs(
    String condition,
    int mostFrames,
    ModelBundle initialOrNull,
    String modelName,
    String licence,
    int threads) {
  /** The condition that every frame fulfils. */
  public static final String ALL_FRAMES = "true";

  /** How many frames are used at most, if nothing is said. */
  public static final int MOST_FRAMES = 5000;

  /**
   * @throws UserException if a number is not positive
   */
  public TrainingInputs {
    if (mostFrames <= 0) {
      throw new UserException(
          "Cannot train on %s frames: at least 1 is needed".formatted(mostFrames));
    }
    if (threads <= 0) {
      throw new UserException(
          "Cannot train with %s threads: at least 1 is needed".formatted(threads));
    }
  }

  /** The model to start from, if there is one. */
  public Optional<ModelBundle> initial() {
    return Optional.ofNullable(initialOrNull);
  }
}
