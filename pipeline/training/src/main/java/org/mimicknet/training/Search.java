/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.mimicknet.UserException;
import org.mimicknet.training.fit.Settings;

/** Which settings a search tries. */
public final class Search {
  private static final int MOST_TRIALS = 10_000;

  /** The values of one hyper-parameter that are tried. */
  public sealed interface Axis {
    /** One of these. */
    record Choices(List<String> values) implements Axis {
      public Choices {
        values = List.copyOf(values);
        if (values.isEmpty()) {
          throw new UserException("Cannot search among no values");
        }
      }
    }

    /** Any number between two, small ones as often as large ones: uniform in its logarithm. */
    record LogRange(double from, double to) implements Axis {
      public LogRange {
        if (!(from > 0 && to > from)) {
          throw new UserException(
              "Cannot search between %s and %s: they must be positive and rising"
                  .formatted(from, to));
        }
      }
    }
  }

  private Search() {}

  /**
   * Every combination.
   *
   * @throws UserException if an axis is a range, a value cannot be used, or there are too many
   */
  public static List<Settings> grid(Settings base, Map<String, Axis> axes) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, Axis> axis : axes.entrySet()) {
      if (!(axis.getValue() instanceof Axis.Choices choices)) {
        throw new UserException(
            "Cannot make a grid of the range of %s: list its values, or search at random"
                .formatted(axis.getKey()));
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : choices.values()) {
          Map<String, String> with = new LinkedHashMap<>(combination);
          with.put(axis.getKey(), value);
          longer.add(with);
        }
      }
      if (longer.size() > MOST_TRIALS) {
        throw new UserException("Cannot search a grid of more than " + MOST_TRIALS + " trials");
      }
      combinations = longer;
    }
    return combinations.stream().map(base::with).distinct().toList();
  }

  /**
   * Combinations drawn at random. The same seed draws the same, and more trials begin with those of
   * fewer, so that a search can be continued.
   */
  public static List<Settings> random(
      Settings base, Map<String, Axis> axes, int trials, long seed) {
    if (trials <= 0 || trials > MOST_TRIALS) {
      throw new UserException(
          "Cannot search %s trials: 1 to %s are allowed".formatted(trials, MOST_TRIALS));
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Settings> drawn = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Map<String, String> values = new LinkedHashMap<>();
      axes.forEach((name, axis) -> values.put(name, draw(axis, random)));
      drawn.add(base.with(values));
    }
    return drawn.stream().distinct().toList();
  }

  private static String draw(Axis axis, SplittableRandom random) {
    if (axis instanceof Axis.Choices choices) {
      return choices.values().get(random.nextInt(choices.values().size()));
    }
    Axis.LogRange range = (Axis.LogRange) axis;
    double value = range.from() * Math.pow(range.to() / range.from(), random.nextDouble());
    return String.format(Locale.ROOT, "%.3e", value);
  }
}
