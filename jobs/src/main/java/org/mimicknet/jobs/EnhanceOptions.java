/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import org.apache.spark.sql.SparkSession;
import org.mimicknet.action.Enhance;
import org.mimicknet.action.Enhance.PixelStorage;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.sql.GpuResources;
import org.mimicknet.table.Warehouse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code enhance}, shared with {@code reprocess} and {@code demo}. */
final class EnhanceOptions {
  @Mixin private ModelOption model;

  @Option(
      names = "--store-pixels",
      description = "Keep the enhanced images in the column output (about the size of the input).")
  private boolean storePixels;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu",
      defaultValue = "auto",
      description = "Where the network runs (default ${DEFAULT-VALUE}).")
  private DeviceChoice device;

  @Option(
      names = "--engine",
      paramLabel = "auto|onnx|vector",
      defaultValue = "auto",
      description =
          "What runs the network (default ${DEFAULT-VALUE}: vector where it works, else onnx)."
              + " vector needs a CPU and the JVM flag --add-modules=jdk.incubator.vector, which"
              + " ./mimicknet and conf/ set, on driver and executors.")
  private EngineChoice engine;

  /** The bundle, read and checked; needs no Spark. */
  ModelBundle bundle() {
    return model.bundle();
  }

  /** Refuses a device that cannot be there. */
  void requireDevice(SparkSession spark) {
    GpuResources.require(spark.sparkContext(), Tunables.of(spark), device, engine);
  }

  Enhance action(Warehouse warehouse, ModelBundle bundle, String runId) {
    return Enhance.in(warehouse, bundle, runId)
        .device(device)
        .engine(engine)
        .pixelStorage(storePixels ? PixelStorage.WITH_OUTPUT : PixelStorage.METRICS_ONLY);
  }
}
