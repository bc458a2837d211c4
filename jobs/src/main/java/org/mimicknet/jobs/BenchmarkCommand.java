/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.UserException;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.FmaPeak;
import org.mimicknet.inference.vector.VectorSupport;
import org.mimicknet.jobs.benchmark.EngineLoops;
import org.mimicknet.jobs.benchmark.EnhanceRuns;
import org.mimicknet.jobs.benchmark.Frame;
import org.mimicknet.jobs.benchmark.FrameStages;
import org.mimicknet.jobs.benchmark.Line;
import org.mimicknet.jobs.benchmark.Machine;
import org.mimicknet.jobs.benchmark.Measured;
import org.mimicknet.jobs.benchmark.Report;
import org.mimicknet.jobs.benchmark.RoundRobin;
import org.mimicknet.jobs.benchmark.Shape;
import org.mimicknet.jobs.benchmark.Targets;
import org.mimicknet.model.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speed on this machine, beside a bare runtime loop. */
@Command(
    name = "benchmark",
    description = {
      "Measure the engines, each stage of a frame and the whole enhance through Spark, in turns.",
      "Prints medians, ratios and which targets this machine reaches. Leave the machine alone"
          + " meanwhile."
    },
    footer = {
      "",
      "Example:",
      "  mimicknet benchmark --seconds 3 --shapes 1808x208,512x128 --json benchmark.json"
    })
final class BenchmarkCommand extends SparkCommand {
  /** A part of the benchmark. */
  enum Part {
    /** The machine's peak and the bare network, by each engine. */
    ENGINES,
    /** What happens to a frame besides the network. */
    STAGES,
    /** The whole enhance through Spark. */
    ENHANCE
  }

  private static final int DISTINCT_FRAMES = 2;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = Location.class,
      description = "Write the figures there as well; local, gs:// or hdfs://.")
  private String json;

  @Option(
      names = "--shapes",
      split = ",",
      paramLabel = "HxW",
      defaultValue = "1808x208",
      converter = FrameShape.class,
      description =
          "Sizes of frames; stages and enhance take the first (default ${DEFAULT-VALUE}).")
  private List<Shape> shapes;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      converter = Seconds.class,
      description = "How long a line is measured in each round (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      converter = PositiveNumber.class,
      description = "Rounds after the one that warms up (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--stages",
      split = ",",
      paramLabel = "PART",
      defaultValue = "engines,stages,enhance",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default all).")
  private Set<Part> parts;

  @Option(
      names = "--frames",
      defaultValue = "64",
      converter = PositiveNumber.class,
      description = "Frames of one enhance (default ${DEFAULT-VALUE}).")
  private int frames;

  @Mixin private ModelOption model;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Write the warehouse and the model of the benchmark there and leave them, so that another"
              + " program can do the same work.")
  private Path keep;

  private ModelBundle bundle;

  @Override
  void validate() {
    bundle = model.bundle();
  }

  @Override
  ExitCode run(SparkSession spark, PrintWriter out) {
    Path folder = folder();
    try {
      report(spark, folder).print(out);
      return ExitCode.DONE;
    } finally {
      if (keep == null) {
        FileUtils.deleteQuietly(folder.toFile());
      }
    }
  }

  private Path folder() {
    try {
      return keep == null
          ? Files.createTempDirectory("mimicknet-benchmark")
          : Files.createDirectories(keep);
    } catch (IOException e) {
      throw new UserException("Cannot make a folder for the benchmark: " + e, e);
    }
  }

  private Report report(SparkSession spark, Path folder) {
    Map<String, String> unavailable = new LinkedHashMap<>();
    List<Line> lines = lines(spark, folder, unavailable);
    List<Measured> measured;
    try {
      measured = RoundRobin.measure(lines, rounds, seconds);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot measure: " + e.getMessage(), e);
    }
    Report report =
        new Report(
            Machine.facts(), measured, Targets.of(measured, shapes, bundle.network()), unavailable);
    if (json != null) {
      WrittenFile.write(json, report.json());
    }
    return report;
  }

  private List<Line> lines(SparkSession spark, Path folder, Map<String, String> unavailable) {
    List<EngineChoice> engines = new ArrayList<>(List.of(EngineChoice.ONNX));
    Optional<String> obstacle = VectorSupport.obstacle();
    if (obstacle.isEmpty()) {
      engines.add(EngineChoice.VECTOR);
    } else {
      unavailable.put("engine vector", obstacle.get());
    }
    List<Line> lines = new ArrayList<>();
    if (parts.contains(Part.ENGINES)) {
      for (Shape shape : shapes) {
        Frame frame = Frame.simulated(shape, 0);
        engines.forEach(engine -> lines.addAll(EngineLoops.lines(engine, bundle, frame, shape)));
      }
      // After the engines: where it runs first, the vector engine takes a quarter longer.
      FmaPeak.meter()
          .ifPresent(peak -> lines.add(new Line(Targets.PEAK, "GFLOP/s", peak::gigaflops)));
    }
    Shape first = shapes.get(0);
    if (parts.contains(Part.STAGES)) {
      lines.addAll(FrameStages.lines(Frame.simulated(first, 0), first));
    }
    if (parts.contains(Part.ENHANCE)) {
      List<Frame> distinct = new ArrayList<>();
      for (int i = 0; i < DISTINCT_FRAMES; i++) {
        distinct.add(Frame.simulated(first, i));
      }
      bundle.write(folder.resolve("model"));
      EnhanceRuns runs =
          EnhanceRuns.prepare(spark, folder.resolve("warehouse"), bundle, distinct, frames);
      engines.forEach(engine -> lines.add(runs.line(engine, first)));
    }
    return lines;
  }
}
