/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import java.util.concurrent.TimeUnit;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.FrameMetrics;
import org.mimicknet.metrics.Metrics;
import org.mimicknet.metrics.Precision;
import org.mimicknet.signal.HistogramMatch;
import org.mimicknet.signal.Preprocessing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What happens to one frame besides the network. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class FrameStages {
  private final Preprocessing preprocessing = new Preprocessing(Preprocessing.PUBLISHED_CLIP);
  private final Comparison inDouble = new Comparison(Precision.DOUBLE);
  private final Comparison inFloat = new Comparison(Precision.FLOAT);
  private final HistogramMatch histogram = new HistogramMatch();
  private final FrameComparison fourSets = new FrameComparison(Precision.DOUBLE);

  @Benchmark
  public Image preprocessing(SpeckleFrame frame) {
    return preprocessing.input(frame.magnitude);
  }

  @Benchmark
  public double ssimInDouble(SpeckleFrame frame) {
    return inDouble.ssim(frame.clinical, frame.output);
  }

  @Benchmark
  public double ssimInFloat(SpeckleFrame frame) {
    return inFloat.ssim(frame.clinical, frame.output);
  }

  @Benchmark
  public Metrics sevenMetricsInDouble(SpeckleFrame frame) {
    return inDouble.compare(frame.clinical, frame.output);
  }

  @Benchmark
  public Metrics sevenMetricsInFloat(SpeckleFrame frame) {
    return inFloat.compare(frame.clinical, frame.output);
  }

  @Benchmark
  public Image histogramMatch(SpeckleFrame frame) {
    return histogram.prepare(frame.das).of(frame.output);
  }

  @Benchmark
  public FrameMetrics fourSetsOfMetrics(SpeckleFrame frame) {
    return fourSets.compare(frame.clinical, frame.das, frame.das, frame.output);
  }
}
