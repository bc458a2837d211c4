/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mimicknet.Internal;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.model.Network;

/** The ratios that PERFORMANCE.md asks for, of whatever was measured in one run. */
@Internal
public final class Targets {
  /** The name of the line with the machine's peak. */
  public static final String PEAK = "peak of float multiply-adds, 1 core";

  private final Map<String, Measured> measured;
  private final List<Target> targets = new ArrayList<>();

  private Targets(List<Measured> lines) {
    measured = lines.stream().collect(Collectors.toMap(Measured::name, Function.identity()));
  }

  /** Each target whose lines were measured. */
  public static List<Target> of(List<Measured> lines, List<Shape> shapes, Network network) {
    Targets found = new Targets(lines);
    for (Shape shape : shapes) {
      found.compare(shape, network);
    }
    return found.targets;
  }

  private void compare(Shape shape, Network network) {
    String vector = EngineLoops.name(EngineChoice.VECTOR, 1, shape);
    String vectorTwice = EngineLoops.name(EngineChoice.VECTOR, 2, shape);
    String onnx = EngineLoops.name(EngineChoice.ONNX, 1, shape);
    String onnxTwice = EngineLoops.name(EngineChoice.ONNX, 2, shape);
    double faster = shape.equals(Shape.PUBLISHED) ? 2.0 : 1.5;
    ratio("vector / onnx, 2 tasks, " + shape, vectorTwice, onnxTwice, faster);
    ratio("vector / onnx, 1 task, " + shape, vector, onnx, faster);
    ratio("vector, 2 tasks / 1 task, " + shape, vectorTwice, vector, 1.9);
    ratio("onnx, 2 tasks / 1 task, " + shape, onnxTwice, onnx, 1.9);
    for (EngineChoice engine : List.of(EngineChoice.VECTOR, EngineChoice.ONNX)) {
      ratio(
          "enhance in Spark / bare loop of 2 tasks, %s, %s".formatted(engine, shape),
          EnhanceRuns.name(engine, shape),
          EngineLoops.name(engine, 2, shape),
          0.92);
    }
    OptionalDouble rate = median(vector);
    OptionalDouble peak = median(PEAK);
    if (rate.isPresent() && peak.isPresent()) {
      double flops = NetworkWork.flopsPerPixel(network) * shape.paddedPixels();
      targets.add(
          new Target(
              "vector, share of the peak, " + shape,
              rate.getAsDouble() * flops / 1e9 / peak.getAsDouble(),
              0.75));
    }
    OptionalDouble heap = median(EngineLoops.heapName(EngineChoice.VECTOR, shape));
    if (heap.isPresent()) {
      double result = Float.BYTES * shape.paddedPixels() / 1e6;
      targets.add(
          new Target(
              "vector, result of a frame / heap that it takes, " + shape,
              result / heap.getAsDouble(),
              0.9));
    }
  }

  private void ratio(String name, String above, String below, double atLeast) {
    OptionalDouble numerator = median(above);
    OptionalDouble denominator = median(below);
    if (numerator.isPresent() && denominator.isPresent()) {
      targets.add(new Target(name, numerator.getAsDouble() / denominator.getAsDouble(), atLeast));
    }
  }

  private OptionalDouble median(String name) {
    Measured line = measured.get(name);
    return line == null ? OptionalDouble.empty() : OptionalDouble.of(line.median());
  }
}
