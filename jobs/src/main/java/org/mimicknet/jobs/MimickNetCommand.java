/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: it only lists its commands. */
@Command(
    name = "mimicknet",
    description = "Re-processes ultrasound archives with MimickNet on Apache Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    exitCodeOnInvalidInput = 1,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      EnhanceCommand.class,
      SummarizeCommand.class,
      ReprocessCommand.class,
      ReplayCommand.class,
      ImportModelCommand.class,
      ImportMetricsCommand.class,
      ImageCommand.class,
      SqlCommand.class,
      BenchmarkCommand.class,
      SimulateCommand.class,
      TrainCommand.class,
      ExperimentsCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  wrong usage",
      "  2  bad input or configuration",
      "  3  finished, but more than --max-failed-fraction of the frames failed, or no row with",
      "     --fail-if-empty",
      "  4  infrastructure: Spark, storage, memory",
      "",
      "Start with: mimicknet demo",
      "On one machine, Spark settings come before the command: mimicknet --conf KEY=VALUE COMMAND"
    })
final class MimickNetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
