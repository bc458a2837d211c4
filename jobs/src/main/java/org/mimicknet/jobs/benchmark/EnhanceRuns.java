/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs.benchmark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.Internal;
import org.mimicknet.action.Enhance;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The whole {@code enhance} through Spark: read, pre-process, network, all metrics, write. Each
 * round is a new model to the tables, so that all frames are pending again.
 */
@Internal
public final class EnhanceRuns {
  private static final String RUN_ID = "benchmark";
  private static final int FRAMES_PER_PART = 8;

  private final Warehouse warehouse;
  private final ModelBundle bundle;
  private final long frames;
  private final AtomicInteger rounds = new AtomicInteger();

  private EnhanceRuns(Warehouse warehouse, ModelBundle bundle, long frames) {
    this.warehouse = warehouse;
    this.bundle = bundle;
    this.frames = frames;
  }

  /**
   * Writes frames into a new warehouse, once.
   *
   * @param distinct the simulated frames that repeat
   */
  public static EnhanceRuns prepare(
      SparkSession spark, Path folder, ModelBundle bundle, List<Frame> distinct, int frames) {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Dataset<Row> rows = rows(warehouse, distinct, frames);
    AppendResult result =
        warehouse.append(warehouse.ticket(Table.FRAMES, "benchmark:frames"), rows);
    if (result != AppendResult.COMMITTED) {
      throw new IllegalStateException("Cannot write the frames of the benchmark: " + result);
    }
    return new EnhanceRuns(warehouse, bundle, frames);
  }

  /** One line: frames of {@code shape} per second, from the first look to the last commit. */
  public Line line(EngineChoice engine, Shape shape) {
    return new Line(name(engine, shape), "frames/s", seconds -> framesPerSecond(engine));
  }

  /** The name of a line. */
  public static String name(EngineChoice engine, Shape shape) {
    return "enhance in Spark, engine %s, %s"
        .formatted(engine.name().toLowerCase(Locale.ROOT), shape);
  }

  private double framesPerSecond(EngineChoice engine) {
    ModelCard card = bundle.card();
    ModelCard renamed =
        new ModelCard(
            "round-" + rounds.incrementAndGet(),
            card.origin(),
            card.licence(),
            card.pixels(),
            Map.of(),
            Map.of());
    ModelBundle model = ModelBundle.of(renamed, bundle.network());
    long start = System.nanoTime();
    Enhance.Result result = Enhance.in(warehouse, model, RUN_ID).engine(engine).execute();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (result.enhanced() != frames) {
      throw new IllegalStateException(
          "Cannot measure enhance: %s of %s frames were enhanced"
              .formatted(result.enhanced(), frames));
    }
    return frames / seconds;
  }

  private static Dataset<Row> rows(Warehouse warehouse, List<Frame> distinct, int frames) {
    SparkSession spark = warehouse.spark();
    StructType pixels =
        new StructType()
            .add("pick", DataTypes.LongType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType)
            .add("das", DataTypes.BinaryType)
            .add("clinical", DataTypes.BinaryType);
    List<Row> picks = new ArrayList<>();
    for (int i = 0; i < distinct.size(); i++) {
      Frame frame = distinct.get(i);
      picks.add(
          RowFactory.create(
              (long) i,
              frame.das().height(),
              frame.das().width(),
              frame.das().toBytes(),
              frame.clinical().toBytes()));
    }
    int parts = Math.max(2, frames / FRAMES_PER_PART);
    Dataset<Row> numbered =
        spark.range(0, frames, 1, parts).withColumn("pick", col("id").mod(distinct.size()));
    Dataset<Row> joined = numbered.join(broadcast(spark.createDataFrame(picks, pixels)), "pick");
    Timestamp now = Timestamp.from(Instant.now());
    Map<String, Column> known =
        Map.ofEntries(
            Map.entry("frame_id", concat(lit("frame-"), col("id"))),
            Map.entry("source_id", lit("benchmark")),
            Map.entry("source_path", concat(lit("benchmark.tar!/"), col("id"))),
            Map.entry("site", lit("benchmark")),
            Map.entry("study_id", lit("benchmark")),
            Map.entry("height", col("height")),
            Map.entry("width", col("width")),
            Map.entry("pairing", lit("paired")),
            Map.entry("das", col("das")),
            Map.entry("clinical", col("clinical")),
            Map.entry("status", lit("ok")),
            Map.entry("run_id", lit(RUN_ID)),
            Map.entry("ingested_at", lit(now)));
    Column[] columns =
        Arrays.stream(warehouse.schema(Table.FRAMES).fields())
            .map(
                field ->
                    known
                        .getOrDefault(field.name(), lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
            .toArray(Column[]::new);
    return joined.select(columns);
  }
}
