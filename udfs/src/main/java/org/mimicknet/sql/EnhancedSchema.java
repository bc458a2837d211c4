/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.inference.EnhancedFrame;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.metrics.FrameMetrics;
import org.mimicknet.metrics.Metrics;
import org.mimicknet.signal.FrameException;

/**
 * The struct that the transformer adds to a frame: the enhanced pixels, the four sets of metrics,
 * provenance, and a status.
 */
final class EnhancedSchema {
  private static final List<String> PREFIXES = List.of("", "das_", "hm_", "gc_");
  private static final List<String> METRICS =
      List.of("mse", "mae", "ssim", "contrast_structure", "luminance", "psnr", "corr");
  private static final String OK = "ok";

  /** {@code output, mse, mae, ..., das_mse, ..., gc_corr, provider, ..., status, detail}. */
  static final StructType TYPE = type();

  private EnhancedSchema() {}

  static Row row(byte[] output, EnhancedFrame frame, EngineInfo engine, double elapsedMs) {
    List<Object> values = new ArrayList<>(TYPE.size());
    values.add(output);
    addMetrics(values, frame.metrics().orElse(null));
    addProvenance(values, engine, elapsedMs);
    values.add(OK);
    values.add(null);
    return RowFactory.create(values.toArray());
  }

  static Row row(FrameException refusal, EngineInfo engine, double elapsedMs) {
    List<Object> values = new ArrayList<>(TYPE.size());
    values.add(null);
    addMetrics(values, null);
    addProvenance(values, engine, elapsedMs);
    values.add(refusal.reason().code());
    values.add(refusal.getMessage());
    return RowFactory.create(values.toArray());
  }

  private static void addMetrics(List<Object> values, FrameMetrics metrics) {
    if (metrics == null) {
      PREFIXES.forEach(prefix -> METRICS.forEach(metric -> values.add(null)));
      return;
    }
    add(values, metrics.output());
    add(values, metrics.das());
    add(values, metrics.histogramMatched());
    add(values, metrics.gainCorrected());
  }

  private static void add(List<Object> values, Metrics metrics) {
    values.add(metrics.mse());
    values.add(metrics.mae());
    values.add(metrics.ssim());
    values.add(metrics.contrastStructure());
    values.add(metrics.luminance());
    values.add(metrics.psnr());
    values.add(Double.isNaN(metrics.corr()) ? null : metrics.corr());
  }

  private static void addProvenance(List<Object> values, EngineInfo engine, double elapsedMs) {
    values.add(engine.provider());
    values.add(engine.runtimeVersion());
    values.add(engine.precision());
    values.add(engine.device());
    values.add(elapsedMs);
  }

  private static StructType type() {
    StructType type = new StructType().add("output", DataTypes.BinaryType);
    for (String prefix : PREFIXES) {
      for (String metric : METRICS) {
        type = type.add(prefix + metric, DataTypes.DoubleType);
      }
    }
    return type.add("provider", DataTypes.StringType)
        .add("runtime_version", DataTypes.StringType)
        .add("precision", DataTypes.StringType)
        .add("device", DataTypes.StringType)
        .add("elapsed_ms", DataTypes.DoubleType)
        .add("status", DataTypes.StringType)
        .add("detail", DataTypes.StringType);
  }
}
