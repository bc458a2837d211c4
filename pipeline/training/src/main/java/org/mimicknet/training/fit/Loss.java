/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.training.graph.Losses;

/**
 * What a paired training makes small: one distance or a weighted sum of several, written as {@code
 * mae}, {@code ssim} or {@code ssim+0.5*mae}. {@code ssim} is one minus the SSIM.
 */
@Internal
public record Loss(Map<Term, Double> weights) {
  /** One distance. */
  public enum Term {
    MAE,
    MSE,
    SSIM;

    private NDArray of(NDArray output, NDArray target) {
      return switch (this) {
        case MAE -> Losses.mae(output, target);
        case MSE -> Losses.mse(output, target);
        case SSIM -> Losses.ssim(output, target);
      };
    }
  }

  private static final Pattern TERM = Pattern.compile("(?:([0-9.]+)\\*)?(mae|mse|ssim)");

  public Loss {
    weights = new EnumMap<>(weights);
  }

  /**
   * The loss in a text.
   *
   * @throws UserException if it is not a sum of known distances
   */
  public static Loss of(String text) {
    Map<Term, Double> weights = new EnumMap<>(Term.class);
    for (String part : text.strip().split("\\+", -1)) {
      Matcher matcher = TERM.matcher(part.strip());
      if (!matcher.matches()) {
        throw new UserException(
            "Cannot use the loss '%s': write mae, mse, ssim or a sum such as ssim+0.5*mae"
                .formatted(text));
      }
      double weight = matcher.group(1) == null ? 1 : Double.parseDouble(matcher.group(1));
      weights.merge(Term.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)), weight, Double::sum);
    }
    return new Loss(weights);
  }

  /** The loss of a batch: one number. */
  NDArray of(NDArray output, NDArray target) {
    NDArray sum = null;
    for (Map.Entry<Term, Double> entry : weights.entrySet()) {
      NDArray term = Losses.times(entry.getKey().of(output, target), entry.getValue());
      sum = sum == null ? term : sum.add(term);
    }
    return sum;
  }

  @Override
  public String toString() {
    return weights.entrySet().stream()
        .map(
            entry -> {
              String name = entry.getKey().name().toLowerCase(Locale.ROOT);
              return entry.getValue() == 1 ? name : entry.getValue() + "*" + name;
            })
        .collect(Collectors.joining("+"));
  }
}
