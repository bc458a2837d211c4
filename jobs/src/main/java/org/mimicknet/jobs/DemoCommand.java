/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.action.Ingest;
import org.mimicknet.action.Summarize;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.simulation.DemoArchives;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes demonstration archives and runs the whole main path on them. */
@Command(
    name = "demo",
    description = {
      "Make archives of simulated ultrasound, re-process them and show the tables.",
      "Some members are broken on purpose: the quarantine shows how that looks."
    },
    footer = {"", "Example:", "  mimicknet demo"})
final class DemoCommand extends SparkCommand {
  @Mixin private EnhanceOptions enhanceOptions;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "mimicknet-demo",
      description = "Folder for archives and warehouse (default ${DEFAULT-VALUE}).")
  private Path output;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "24",
      converter = PositiveNumber.class,
      description = "Good frames to simulate (default ${DEFAULT-VALUE}).")
  private int frames;

  private ModelBundle model;

  @Override
  void validate() {
    model = enhanceOptions.bundle();
  }

  @Override
  void validate(SparkSession spark) {
    enhanceOptions.requireDevice(spark);
  }

  @Override
  ExitCode run(SparkSession spark, PrintWriter out) {
    Path archives = output.resolve("archives").toAbsolutePath();
    makeArchives(archives, out);
    Warehouse warehouse = Warehouse.create(spark, location(output.resolve("warehouse")));
    ExitCode code =
        RecordedRun.of(
            warehouse,
            "demo",
            Map.of("output", output.toString()),
            runId -> reprocess(warehouse, runId, archives, out));
    show(
        warehouse,
        out,
        "Sites",
        "SELECT site, n_frames, n_studies, round(ssim_mean, 4) AS ssim_mean,"
            + " round(ssim_std, 4) AS ssim_std, round(das_ssim_mean, 4) AS das_ssim_mean"
            + " FROM site_summary ORDER BY site");
    show(
        warehouse,
        out,
        "Quarantine: members that gave no frame",
        "SELECT reason, site, n_frames, example_path FROM quarantine ORDER BY reason, site");
    Results.printOverall(warehouse, out);
    out.printf(
        "Ask more: mimicknet sql --warehouse %s%n", ShellWord.of(output.resolve("warehouse")));
    return code;
  }

  private RunOutcome reprocess(Warehouse warehouse, String runId, Path archives, PrintWriter out) {
    Ingest.Result ingested =
        Ingest.into(warehouse, runId).inputs(List.of(location(archives))).execute();
    Results.print(ingested, out);
    Results.print(enhanceOptions.action(warehouse, model, runId).execute(), out);
    Results.print(Summarize.on(warehouse, runId).execute(), out);
    return new RunOutcome(
        FailureOption.judge(ingested.unread(), out), Results.counts(ingested), ingested.bytes());
  }

  /** Archives are made once: made again, they would be new ones to the warehouse. */
  private void makeArchives(Path archives, PrintWriter out) {
    if (Files.exists(archives)) {
      out.printf("The archives in %s are there already%n", archives);
      return;
    }
    try {
      Path unfinished = archives.resolveSibling("archives.unfinished");
      Files.createDirectories(unfinished);
      DemoArchives.in(unfinished).frames(frames).write();
      Files.move(unfinished, archives);
      out.printf("Made archives of %s simulated frames in %s%n", frames, archives);
      out.flush();
    } catch (IOException e) {
      throw new UserException("Cannot make archives in %s: %s".formatted(archives, e), e);
    }
  }

  /** A path of this machine as Hadoop takes it, which is not percent-encoded. */
  private static String location(Path local) {
    return new org.apache.hadoop.fs.Path(local.toUri()).toString();
  }

  private static void show(Warehouse warehouse, PrintWriter out, String title, String query) {
    out.println(title);
    out.println(TableText.of(warehouse.sql(query), 100, 60));
  }
}
