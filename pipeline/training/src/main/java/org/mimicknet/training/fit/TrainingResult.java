/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.util.Comparator;
import java.util.List;
import org.mimicknet.model.Network;

/**
 * What a training gave.
 *
 * @param outcome how it ended
 * @param reason why it ended
 * @param network with the best weights: those of the epoch of the highest validation SSIM, or of
 *     the last epoch where there are no frames to validate on
 * @param history all epochs, the first one before any step
 * @param test scores of the network on the test studies; NaN without them
 * @param testDas scores of the DAS images of the same frames
 */
public record TrainingResult(
    Outcome outcome,
    String reason,
    Network network,
    List<Epoch> history,
    Scores test,
    Scores testDas) {
  /** How a training can end. */
  public enum Outcome {
    FINISHED,
    STOPPED_EARLY,
    DIVERGED
  }

  /** The epoch whose weights the network has. */
  public Epoch best() {
    return history.stream()
        .max(
            Comparator.comparingDouble((Epoch epoch) -> score(epoch))
                .thenComparing(epoch -> -epoch.number()))
        .orElseThrow();
  }

  private static double score(Epoch epoch) {
    return epoch.validation().frames() == 0 ? epoch.number() : epoch.validation().ssim();
  }
}
