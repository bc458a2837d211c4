/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.EnumMap;
import java.util.Map;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * Limits against hostile and broken archives, of all commands that read archives: one option {@code
 * --limit-...} for each {@link Limit}. In a {@code --config} file they stand together: {@code limit
 * { member-bytes = 4g, depth = 5 }}.
 */
final class LimitOptions {
  private final Map<Limit, OptionSpec> options = new EnumMap<>(Limit.class);

  @Spec
  void addOptions(CommandSpec mixin) {
    for (Limit limit : Limit.values()) {
      OptionSpec option = option(limit);
      options.put(limit, option);
      mixin.addOption(option);
    }
  }

  ArchiveLimits limits() {
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    options.forEach((limit, option) -> values.put(limit, option.getValue()));
    return new ArchiveLimits(values);
  }

  private static OptionSpec option(Limit limit) {
    String units = limit.unit() == Limit.Unit.MILLISECONDS ? "; ms, s, m, h" : "";
    return OptionSpec.builder("--limit-" + limit.key())
        .type(Long.class)
        .converters(converter(limit.unit()))
        .paramLabel(label(limit.unit()))
        .defaultValue(limit.defaultText())
        .description("%s (default ${DEFAULT-VALUE}%s).".formatted(limit.description(), units))
        .build();
  }

  private static ITypeConverter<Long> converter(Limit.Unit unit) {
    return switch (unit) {
      case BYTES -> new ByteSize();
      case COUNT -> text -> new PositiveNumber().convert(text).longValue();
      case MILLISECONDS -> text -> new TimeSpan().convert(text).toMillis();
    };
  }

  private static String label(Limit.Unit unit) {
    return switch (unit) {
      case BYTES -> "BYTES";
      case COUNT -> "N";
      case MILLISECONDS -> "TIME";
    };
  }
}
