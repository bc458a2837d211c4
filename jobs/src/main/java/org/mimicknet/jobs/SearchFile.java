/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mimicknet.UserException;
import org.mimicknet.training.Search;
import org.mimicknet.training.fit.Settings;

/**
 * The block {@code search} of a file (HOCON):
 *
 * <pre>
 * search {
 *   kind = grid                                  # every combination; or random
 *   trials = 20                                  # of a random search
 *   seed = 1                                     # of a random search
 *   choices {
 *     filters = [8, 16, 32]
 *     learning-rate { from = 1e-4, to = 1e-2 }   # random only
 *   }
 * }
 * </pre>
 */
final class SearchFile {
  private static final Set<String> KEYS = Set.of("kind", "trials", "seed", "choices");
  private static final Set<String> RANGE = Set.of("from", "to");

  private final StoredFile file;
  private final Config search;

  /**
   * Reads the file.
   *
   * @throws UserException if it cannot be read or has no such block
   */
  SearchFile(StoredFile file) {
    this.file = file;
    try {
      this.search = ConfigDefaults.load(file).getConfig(ConfigKeys.SEARCH);
    } catch (ConfigException e) {
      throw unusable(e);
    }
    requireOnly(KEYS, ConfigKeys.SEARCH, search.root());
  }

  /** The settings of all trials, made from those that no choice replaces. */
  List<Settings> trials(Settings base) {
    try {
      Map<String, Search.Axis> axes = axes();
      String kind = search.hasPath("kind") ? search.getString("kind") : "grid";
      return switch (kind) {
        case "grid" -> Search.grid(base, axes);
        case "random" -> Search.random(base, axes, search.getInt("trials"), seed());
        default ->
            throw new UserException(
                "Cannot search by '%s' in %s: kind is grid or random".formatted(kind, file));
      };
    } catch (ConfigException e) {
      throw unusable(e);
    }
  }

  private long seed() {
    return search.hasPath("seed") ? search.getLong("seed") : 1;
  }

  /** In the order of their names, so that equal files draw equal trials. */
  private Map<String, Search.Axis> axes() {
    ConfigObject choices = search.getObject("choices");
    Map<String, Search.Axis> axes = new LinkedHashMap<>();
    new TreeMap<>(choices).forEach((name, value) -> axes.put(name, axis(name, value)));
    return axes;
  }

  private Search.Axis axis(String name, ConfigValue value) {
    if (value instanceof ConfigList list) {
      return new Search.Axis.Choices(list.unwrapped().stream().map(Object::toString).toList());
    }
    if (value instanceof ConfigObject range) {
      requireOnly(RANGE, name, range);
      return new Search.Axis.LogRange(
          range.toConfig().getDouble("from"), range.toConfig().getDouble("to"));
    }
    throw new UserException(
        "Cannot search %s in %s: list its values, or give from and to".formatted(name, file));
  }

  private void requireOnly(Set<String> known, String block, ConfigObject present) {
    for (String key : present.keySet()) {
      if (!known.contains(key)) {
        throw new UserException(
            "Cannot use the key %s of %s in %s: its keys are %s"
                .formatted(key, block, file, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private UserException unusable(ConfigException e) {
    return new UserException("Cannot use the search in %s: %s".formatted(file, e.getMessage()), e);
  }
}
