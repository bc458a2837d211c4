/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Says of a value that is none whether the command line or a file gave it. */
final class WrongValue implements IParameterExceptionHandler {
  private final ConfigDefaults defaults;
  private final IParameterExceptionHandler ofCommandLine;

  WrongValue(ConfigDefaults defaults, IParameterExceptionHandler ofCommandLine) {
    this.defaults = defaults;
    this.ofCommandLine = ofCommandLine;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) throws Exception {
    Optional<String> key = defaults.gave(wrong.getArgSpec());
    if (key.isEmpty()) {
      return ofCommandLine.handleParseException(wrong, args);
    }
    CommandLine command = wrong.getCommandLine();
    command
        .getErr()
        .println(
            command
                .getColorScheme()
                .errorText("Cannot use %s: %s".formatted(key.get(), wrong.getMessage())));
    command.getErr().flush();
    return ExitCode.BAD_INPUT.code();
  }
}
