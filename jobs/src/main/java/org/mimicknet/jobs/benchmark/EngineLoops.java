/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.mimicknet.Internal;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Preprocessing;

/** The bare network, frame after frame: no Spark, no metrics. */
@Internal
public final class EngineLoops {
  private static final DeviceSelection CPU = DeviceSelection.of(DeviceChoice.CPU);

  private EngineLoops() {}

  /**
   * Lines for one task and for two, and for the memory of a task where the engine tells it: what it
   * keeps, and what a frame takes from the heap. The latter is more than the result where the
   * just-in-time compiler failed and leaves vectors there.
   */
  public static List<Line> lines(
      EngineChoice choice, ModelBundle bundle, Frame frame, Shape shape) {
    Image input =
        PaddingRule.KERAS_REFLECT_END.pad(
            new Preprocessing(Preprocessing.PUBLISHED_CLIP).input(frame.das()));
    List<Line> lines = new ArrayList<>();
    for (int tasks = 1; tasks <= 2; tasks++) {
      int threads = tasks;
      lines.add(
          new Line(
              name(choice, tasks, shape),
              "frames/s",
              seconds -> framesPerSecond(threads, choice, bundle, input, seconds)));
    }
    memoryBytes(choice, bundle, input)
        .ifPresent(
            bytes -> {
              lines.add(
                  new Line(
                      "engine %s, memory of a task, %s".formatted(lowerCase(choice), shape),
                      "MB",
                      seconds -> bytes / 1e6));
              lines.add(
                  new Line(
                      heapName(choice, shape),
                      "MB/frame",
                      seconds -> heapBytes(choice, bundle, input, seconds) / 1e6));
            });
    return lines;
  }

  private static OptionalLong memoryBytes(EngineChoice choice, ModelBundle bundle, Image input) {
    try (NetworkEngine engine = Engines.open(choice, bundle, CPU)) {
      engine.run(input.pixels(), input.height(), input.width());
      return engine.memoryBytes();
    }
  }

  /** The fewest bytes of the heap that a frame took. */
  private static long heapBytes(
      EngineChoice choice, ModelBundle bundle, Image input, double seconds) {
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicLong fewest = new AtomicLong(Long.MAX_VALUE);
    try (NetworkEngine engine = Engines.open(choice, bundle, CPU)) {
      Timer.msPerCall(
          () -> {
            long before = thread.getCurrentThreadAllocatedBytes();
            engine.run(input.pixels(), input.height(), input.width());
            long bytes = thread.getCurrentThreadAllocatedBytes() - before;
            fewest.accumulateAndGet(bytes, Math::min);
          },
          seconds);
    }
    return fewest.get();
  }

  /** The name of the line with what a frame takes from the heap. */
  static String heapName(EngineChoice choice, Shape shape) {
    return "engine %s, heap taken by a frame, %s".formatted(lowerCase(choice), shape);
  }

  /** The name of a line with frames per second. */
  public static String name(EngineChoice choice, int tasks, Shape shape) {
    return "engine %s, %s task%s, %s"
        .formatted(lowerCase(choice), tasks, tasks == 1 ? "" : "s", shape);
  }

  private static String lowerCase(EngineChoice choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static double framesPerSecond(
      int threads, EngineChoice choice, ModelBundle bundle, Image input, double seconds)
      throws Exception {
    List<NetworkEngine> engines = new ArrayList<>();
    try {
      return Timer.callsPerSecond(
          threads,
          () -> {
            NetworkEngine engine = Engines.open(choice, bundle, CPU);
            engines.add(engine);
            return () -> engine.run(input.pixels(), input.height(), input.width());
          },
          seconds);
    } finally {
      engines.forEach(NetworkEngine::close);
    }
  }
}
