/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.mimicknet.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The keys of a file of {@code --config}. The option {@code --batch-bytes} of {@code ingest} is
 * {@code ingest.batch-bytes}, else {@code batch-bytes}. The first word of a name may be a section:
 * {@code --limit-depth} is {@code limit.depth}, too.
 */
final class ConfigKeys {
  static final String CONFIG = "--config";

  /** The block that {@link SearchFile} reads. */
  static final String SEARCH = "search";

  private final Set<String> known = new TreeSet<>();

  /** Those that hold an object, whose keys the reader of the option knows. */
  private final Set<String> objects = new HashSet<>(Set.of(SEARCH));

  /** All keys of a program. */
  ConfigKeys(CommandLine program) {
    for (CommandLine command : program.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        for (List<String> key : of(option)) {
          (option.typeInfo().isMap() ? objects : known).add(String.join(".", key));
        }
      }
    }
  }

  /** Where the value of an option is looked up; the first counts. */
  static List<List<String>> of(OptionSpec option) {
    if (option.longestName().equals(CONFIG) || option.usageHelp()) {
      return List.of();
    }
    String name = option.longestName().replaceFirst("^-+", "");
    String command = option.command().name();
    List<List<String>> names =
        name.contains("-")
            ? List.of(List.of(name), List.of(name.split("-", 2)))
            : List.of(List.of(name));
    List<List<String>> keys = new ArrayList<>();
    for (List<String> own : names) {
      List<String> key = new ArrayList<>(List.of(command));
      key.addAll(own);
      keys.add(key);
    }
    keys.addAll(names);
    return keys;
  }

  /**
   * Refuses a file with other keys than these.
   *
   * @throws UserException naming the first of them
   */
  void require(Config config, StoredFile file) {
    config.entrySet().stream()
        .filter(entry -> !isKnown(ConfigUtil.splitPath(entry.getKey())))
        .min(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
        .ifPresent(
            entry -> {
              throw unknown(entry, file);
            });
  }

  private boolean isKnown(List<String> key) {
    if (known.contains(String.join(".", key))) {
      return true;
    }
    for (int length = 1; length <= key.size(); length++) {
      if (objects.contains(String.join(".", key.subList(0, length)))) {
        return true;
      }
    }
    return false;
  }

  private UserException unknown(Map.Entry<String, ConfigValue> entry, StoredFile file) {
    return new UserException(
        "Cannot use the key %s in line %s of %s: no option has that name. %s"
            .formatted(
                entry.getKey(),
                entry.getValue().origin().lineNumber(),
                file,
                nearest(entry.getKey())
                    .map(key -> "Did you mean " + key + "?")
                    .orElse("The help of a command lists its options")));
  }

  /** A key that differs by a slip of the fingers. */
  private Optional<String> nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    int most = Math.max(1, key.length() / 4);
    return known.stream()
        .filter(candidate -> distance.apply(key, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance.apply(key, candidate)));
  }
}
