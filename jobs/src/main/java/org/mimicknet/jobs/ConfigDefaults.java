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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mimicknet.UserException;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of {@code --config FILE} (HOCON), below the command line: an option is looked up under its
 * {@link ConfigKeys}. An object gives {@code path=value} for each value in it.
 */
final class ConfigDefaults implements IDefaultValueProvider {
  private final File file;
  private final Config config;
  private final Map<ArgSpec, String> given = new HashMap<>();

  /**
   * @throws UserException if the file that {@code args} name cannot be read
   */
  ConfigDefaults(String... args) {
    this.file = file(List.of(args)).orElse(null);
    this.config = file == null ? ConfigFactory.empty() : load(file);
  }

  @Override
  public String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option)) {
      return null;
    }
    for (List<String> key : ConfigKeys.of(option)) {
      String path = ConfigUtil.joinPath(key);
      if (config.hasPath(path)) {
        given.put(arg, path);
        return text(config.getValue(path), option);
      }
    }
    return null;
  }

  /** Which key of which file gave the value of an argument, if one did. */
  Optional<String> gave(ArgSpec argOrNull) {
    return Optional.ofNullable(given.get(argOrNull)).map(key -> key + " in " + file);
  }

  /**
   * Refuses keys that no option of any command has.
   *
   * @throws UserException naming the first of them
   */
  void requireKnownKeys(CommandLine program) {
    if (file != null) {
      new ConfigKeys(program).require(config, file);
    }
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

  private static Optional<File> file(List<String> args) {
    int at = args.indexOf(ConfigKeys.CONFIG);
    if (at >= 0 && at + 1 < args.size()) {
      return Optional.of(new File(args.get(at + 1)));
    }
    String inline = ConfigKeys.CONFIG + "=";
    return args.stream()
        .filter(arg -> arg.startsWith(inline))
        .findFirst()
        .map(arg -> new File(arg.substring(inline.length())));
  }

  private static Config load(File file) {
    try {
      return ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setAllowMissing(false))
          .resolve();
    } catch (ConfigException e) {
      throw new UserException(
          "Cannot read the configuration %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
