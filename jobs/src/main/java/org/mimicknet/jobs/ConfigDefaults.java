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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mimicknet.RootCause;
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
  private final StoredFile file;
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

  private static Optional<StoredFile> file(List<String> args) {
    int at = args.indexOf(ConfigKeys.CONFIG);
    if (at >= 0 && at + 1 < args.size()) {
      return Optional.of(new StoredFile(args.get(at + 1)));
    }
    String inline = ConfigKeys.CONFIG + "=";
    return args.stream()
        .filter(arg -> arg.startsWith(inline))
        .findFirst()
        .map(arg -> new StoredFile(arg.substring(inline.length())));
  }

  /**
   * What a file (HOCON) holds.
   *
   * @throws UserException if it cannot be read
   */
  static Config load(StoredFile file) {
    try {
      return parse(file).resolve();
    } catch (FileNotFoundException e) {
      throw new UserException(
          "Cannot read the configuration %s: there is no such file".formatted(file), e);
    } catch (ConfigException.IO | IOException e) {
      throw new UserException(
          "Cannot read the configuration %s: %s".formatted(file, RootCause.of(e).getMessage()), e);
    } catch (ConfigException e) {
      throw new UserException(
          "Cannot read the configuration %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** A file of this machine may include others, which are looked for beside it. */
  private static Config parse(StoredFile file) throws IOException {
    Optional<File> here = file.onDisk().map(Path::toFile);
    if (here.isPresent()) {
      return ConfigFactory.parseFile(
          here.get(), ConfigParseOptions.defaults().setAllowMissing(false));
    }
    try (InputStreamReader reader = new InputStreamReader(file.open(), StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
          reader, ConfigParseOptions.defaults().setOriginDescription(file.toString()));
    }
  }
}
