/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mimicknet.UserException;
import org.mimicknet.simulation.ClinicalChain;
import org.mimicknet.simulation.SimulatedArchives;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Archives of simulated studies, without Spark. */
@Command(
    name = "simulate",
    description = {
      "Simulate studies to train on: archives of MAT files, to be ingested.",
      "The same options give the same bytes; archives that are there are kept."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet simulate --output /data/simulated --studies 200",
      "  mimicknet ingest --input /data/simulated --warehouse W"
    })
final class SimulateCommand implements Callable<Integer>, Verbose {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--output", required = true, paramLabel = "DIR", description = "The archives.")
  private Path output;

  @Option(
      names = "--studies",
      paramLabel = "N",
      defaultValue = "100",
      converter = PositiveNumber.class,
      description = "Studies (default ${DEFAULT-VALUE}).")
  private int studies;

  @Option(
      names = "--frames-per-study",
      paramLabel = "N",
      defaultValue = "2",
      converter = PositiveNumber.class,
      description = "Frames of each (default ${DEFAULT-VALUE}).")
  private int framesPerStudy;

  @Option(
      names = "--chain",
      paramLabel = "smooth|crisp|even",
      defaultValue = "even",
      converter = Chain.class,
      description = "Image processing that makes the clinical images (default ${DEFAULT-VALUE}).")
  private ClinicalChain chain;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another seed gives other studies (default ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      new SimulatedArchives(output, studies, framesPerStudy, chain, seed)
          .write(
              done -> {
                out.printf("%s of %s studies in %s%n", done, studies, output);
                out.flush();
              });
    } catch (IOException e) {
      throw new UserException("Cannot write archives to %s: %s".formatted(output, e), e);
    }
    return ExitCode.DONE.code();
  }

  @Override
  public boolean verbose() {
    return common.verbose();
  }
}
