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
import org.mimicknet.metrics.Metric;
import org.mimicknet.signal.FrameException;

/**
 * The struct that the transformer adds to a frame: the enhanced pixels, the metrics, provenance,
 * and a status.
 */
final class EnhancedSchema {
  private static final String OK = "ok";

  /** {@code output, mse, mae, ..., das_mse, ..., gc_corr, provider, ..., status, detail}. */
  static final StructType TYPE = type();

  private EnhancedSchema() {}

  static Row row(byte[] output, EnhancedFrame frame, double elapsedMs) {
    List<Object> values = new ArrayList<>(TYPE.size());
    values.add(output);
    frame
        .metrics()
        .ifPresentOrElse(
            metrics -> Metric.ALL.forEach(metric -> values.add(metric.of(metrics))),
            () -> addNoMetrics(values));
    addProvenance(values, frame.engine(), elapsedMs);
    values.add(OK);
    values.add(null);
    return RowFactory.create(values.toArray());
  }

  static Row row(FrameException refusal, EngineInfo engine, double elapsedMs) {
    List<Object> values = new ArrayList<>(TYPE.size());
    values.add(null);
    addNoMetrics(values);
    addProvenance(values, engine, elapsedMs);
    values.add(refusal.reason().code());
    values.add(refusal.getMessage());
    return RowFactory.create(values.toArray());
  }

  private static void addNoMetrics(List<Object> values) {
    Metric.ALL.forEach(metric -> values.add(null));
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
    for (Metric metric : Metric.ALL) {
      type = type.add(metric.column(), DataTypes.DoubleType);
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
