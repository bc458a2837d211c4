/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.DeviceSelection;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.Engines;
import org.mimicknet.inference.engine.NetworkEngine;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.Precision;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.HistogramMatch;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Preprocessing;

/**
 * How fast this JVM computes the network and what is done to pixels, without Spark, which does not
 * start on every Java: one line each, name and frames a second of CPU time.
 */
final class JavaSpeed {
  private static final double WARM_UP_SECONDS = 2;

  private final double seconds;
  private final SpeckleFrame frame = new SpeckleFrame();

  private JavaSpeed(double seconds) {
    this.seconds = seconds;
    frame.shape = "1808x208";
    frame.make();
  }

  /** Takes the seconds for each line. */
  public static void main(String[] arguments) throws Exception {
    JavaSpeed speed = new JavaSpeed(Double.parseDouble(arguments[0]));
    for (EngineChoice choice : List.of(EngineChoice.VECTOR, EngineChoice.ONNX)) {
      speed.engine(choice, 1);
      speed.engine(choice, 2);
    }
    speed.stages();
  }

  private void engine(EngineChoice choice, int tasks) throws Exception {
    ModelBundle bundle = ModelBundle.shipped();
    DeviceSelection cpu = DeviceSelection.of(DeviceChoice.CPU);
    Image padded = PaddingRule.KERAS_REFLECT_END.pad(frame.das);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int task = 0; task < tasks; task++) {
        rates.add(
            threads.submit(
                () -> {
                  try (NetworkEngine engine = Engines.open(choice, bundle, cpu)) {
                    return perSecond(
                        () -> engine.run(padded.pixels(), padded.height(), padded.width()));
                  }
                }));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      print(choice.name().toLowerCase(Locale.ROOT) + ", tasks: " + tasks, sum);
    } finally {
      threads.shutdown();
    }
  }

  private void stages() {
    Preprocessing preprocessing = new Preprocessing(Preprocessing.PUBLISHED_CLIP);
    print("pre-processing", perSecond(() -> preprocessing.input(frame.magnitude)));
    Comparison inDouble = new Comparison(Precision.DOUBLE);
    print("SSIM, double", perSecond(() -> inDouble.ssim(frame.clinical, frame.output)));
    print("seven metrics, double", perSecond(() -> inDouble.compare(frame.clinical, frame.output)));
    Comparison inFloat = new Comparison(Precision.FLOAT);
    print("SSIM, float", perSecond(() -> inFloat.ssim(frame.clinical, frame.output)));
    HistogramMatch histogram = new HistogramMatch();
    print("histogram match", perSecond(() -> histogram.prepare(frame.das).of(frame.output)));
    FrameComparison all = new FrameComparison(Precision.DOUBLE);
    print(
        "28 metrics, double",
        perSecond(() -> all.compare(frame.clinical, frame.das, frame.das, frame.output)));
  }

  private double perSecond(Supplier<?> step) {
    run(step, WARM_UP_SECONDS);
    return run(step, seconds);
  }

  /** By the CPU time of this thread, which other work on the machine touches least. */
  private static double run(Supplier<?> step, double seconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int steps = 0;
    long now;
    do {
      if (step.get() == null) {
        throw new IllegalStateException("Cannot measure what gives nothing");
      }
      steps++;
      now = threads.getCurrentThreadCpuTime();
    } while (now - start < seconds * 1e9);
    return steps * 1e9 / (now - start);
  }

  private static void print(String name, double rate) {
    System.out.println(name + "\t" + rate);
  }
}
