/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.UserException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of {@code --config FILE} (HOCON), below the command line. An option {@code --batch-bytes}
 * of {@code ingest} is looked up as {@code ingest.batch-bytes}, then as {@code batch-bytes}. The
 * first word of a name may be a section: {@code --limit-depth} is {@code limit.depth}, too. An
 * object gives {@code path=value} for each value in it.
 */
final class ConfigDefaults implements IDefaultValueProvider {
  private static final String OPTION = "--config";

  private final Config config;

  /**
   * @throws UserException if the file that {@code args} name cannot be read
   */
  ConfigDefaults(String... args) {
    this.config = load(List.of(args));
  }

  @Override
  public String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || option.longestName().equals(OPTION)) {
      return null;
    }
    String name = option.longestName().replaceFirst("^-+", "");
    String command = option.command().name();
    List<String> plain = List.of(name);
    List<String> inSection = List.of(name.split("-", 2));
    for (String path :
        List.of(path(command, plain), path(command, inSection), path(plain), path(inSection))) {
      if (config.hasPath(path)) {
        return text(config.getValue(path), option);
      }
    }
    return null;
  }

  private static String path(String command, List<String> name) {
    return ConfigUtil.joinPath(Stream.concat(Stream.of(command), name.stream()).toList());
  }

  private static String path(List<String> name) {
    return ConfigUtil.joinPath(name);
  }

  private static String text(ConfigValue value, OptionSpec option) {
    String separator = option.splitRegex().isEmpty() ? " " : option.splitRegex();
    return value instanceof ConfigObject settings
        ? settings.toConfig().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + text(setting.getValue(), ","))
            .sorted()
            .collect(Collectors.joining(separator))
        : text(value, separator);
  }

  private static String text(ConfigValue value, String separator) {
    return value.unwrapped() instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(separator))
        : value.unwrapped().toString();
  }

  private static Config load(List<String> args) {
    int at = args.indexOf(OPTION);
    String inline =
        args.stream().filter(arg -> arg.startsWith(OPTION + "=")).findFirst().orElse(null);
    if (inline == null && (at < 0 || at + 1 == args.size())) {
      return ConfigFactory.empty();
    }
    File file = new File(inline != null ? inline.substring(OPTION.length() + 1) : args.get(at + 1));
    try {
      return ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setAllowMissing(false))
          .resolve();
    } catch (ConfigException e) {
      throw new UserException(
          "Cannot read the configuration %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
