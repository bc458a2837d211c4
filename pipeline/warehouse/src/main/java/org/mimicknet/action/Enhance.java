/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.sql.MimickNetTransformer;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.SessionSettings;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Enhances every frame that has a DAS image and no row of this model and pre-processing in {@code
 * enhanced} yet, and writes such a row: metrics, provenance, and the pixels on request. A frame
 * that cannot be enhanced becomes a row with the reason.
 *
 * <p>Work is committed in batches. A batch is one or more whole batches of the ingest, so that
 * files are chosen by {@code ingested_at} and each pixel is read once; pixels are never shuffled.
 * The driver holds the keys of the frames of one batch, a million unless one batch of the ingest
 * has more; a look for the next batch costs a scan of the headers of all frames.
 */
public final class Enhance {
  private static final int BATCHES_PER_LOOK = 1_000;
  private static final long FRAMES_PER_BATCH = 1_000_000;

  /**
   * What a scan of pixels gives, in its order: that of the table, with what it is partitioned by at
   * the end. Any other choice of columns is a projection, which copies the pixels twice.
   */
  private static final Column[] SCANNED =
      Stream.of(
              "frame_id",
              "source_id",
              "source_path",
              "height",
              "width",
              "das",
              "clinical",
              "status",
              "ingested_at",
              "site")
          .map(functions::col)
          .toArray(Column[]::new);

  private final Warehouse warehouse;
  private final ModelBundle model;
  private final String runId;
  private DeviceChoice device = DeviceChoice.AUTO;
  private EngineChoice engine = EngineChoice.AUTO;
  private PixelStorage pixelStorage = PixelStorage.METRICS_ONLY;
  private long batchBytes;

  /** What is kept of an enhanced frame. */
  public enum PixelStorage {
    /** Metrics and provenance. */
    METRICS_ONLY,
    /** The enhanced image as well, in the column {@code output}. */
    WITH_OUTPUT
  }

  /**
   * What a run did.
   *
   * @param enhanced frames with a new row of status ok
   * @param failed frames with a new row that states a reason
   * @param batches commits
   */
  public record Result(long enhanced, long failed, int batches) {
    public long frames() {
      return enhanced + failed;
    }
  }

  private Enhance(Warehouse warehouse, ModelBundle model, String runId) {
    this.warehouse = warehouse;
    this.model = model;
    this.runId = runId;
    this.batchBytes = BatchSize.of(warehouse.spark());
  }

  /**
   * Enhances what lacks a row of the model.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Enhance in(Warehouse warehouse, ModelBundle model, String runId) {
    return new Enhance(warehouse, model, runId);
  }

  public Enhance device(DeviceChoice choice) {
    this.device = choice;
    return this;
  }

  public Enhance engine(EngineChoice choice) {
    this.engine = choice;
    return this;
  }

  public Enhance pixelStorage(PixelStorage storage) {
    this.pixelStorage = storage;
    return this;
  }

  /**
   * Bytes of pixels (das and clinical, uncompressed) after which a batch is committed; by default 8
   * GiB for each task slot of the session.
   */
  public Enhance batchBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("Cannot use batches of %d bytes".formatted(bytes));
    }
    this.batchBytes = bytes;
    return this;
  }

  /** The number of frames that {@link #execute} would enhance now. */
  public long pending() {
    return during(
        "Count the frames to enhance",
        () -> pendingFrames(warehouse.read(Table.FRAMES)).select("frame_id").distinct().count());
  }

  /** Enhances what is pending, batch by batch, until nothing is. */
  public Result execute() {
    SessionSettings scan = TaskSize.settings(warehouse.spark());
    long enhanced = 0;
    long failed = 0;
    int batches = 0;
    while (true) {
      AppendTicket ticket =
          warehouse.ticket(
              Table.ENHANCED, "enhance:%s:%s".formatted(model.modelId(), model.preprocessingId()));
      Dataset<Row> frames = warehouse.read(Table.FRAMES);
      Batch batch = during("Look for frames to enhance", () -> nextBatch(frames));
      if (batch.frames().isEmpty()) {
        return new Result(enhanced, failed, batches);
      }
      Timestamp now = Timestamp.from(Instant.now());
      AppendResult appended =
          during(
              "Enhance with %s, batch %d".formatted(model.modelId(), batches + 1),
              () ->
                  scan.applyWhile(
                      () -> warehouse.append(ticket, rows(frames, batch.frames(), now))));
      if (appended == AppendResult.COMMITTED) {
        Row counts = counts(now);
        if (counts.getLong(0) == 0) {
          throw new IllegalStateException(
              "Cannot go on: a batch of frames gave no row in the table enhanced");
        }
        failed += counts.getLong(1);
        enhanced += counts.getLong(0) - counts.getLong(1);
        batches++;
        if (batch.isLast()) {
          return new Result(enhanced, failed, batches);
        }
      }
    }
  }

  /**
   * What one commit covers.
   *
   * @param frames frame_id, source_id, source_path and ingested_at of each
   * @param isLast whether nothing else was pending
   */
  record Batch(List<Row> frames, boolean isLast) {}

  private <T> T during(String description, Supplier<T> work) {
    return JobDescription.during(warehouse.spark(), description, work);
  }

  /** Headers of the frames that have no row yet; pixel columns are not read. */
  private Dataset<Row> pendingFrames(Dataset<Row> frames) {
    Dataset<Row> done =
        warehouse
            .read(Table.ENHANCED)
            .where(
                col("model_id")
                    .equalTo(model.modelId())
                    .and(col("preprocessing_id").equalTo(model.preprocessingId())))
            .select("frame_id");
    return frames
        .where(col("status").equalTo("ok").and(col("pairing").isin("paired", "das_only")))
        .select("frame_id", "source_id", "source_path", "height", "width", "ingested_at")
        .join(done, JoinColumns.of("frame_id"), "left_anti");
  }

  /** What the next commit covers. */
  Batch nextBatch(Dataset<Row> frames) {
    Dataset<Row> pending = pendingFrames(frames);
    Column bytes = sum(col("height").cast(DataTypes.LongType).multiply(col("width")).multiply(8));
    List<Row> candidates =
        pending
            .groupBy("ingested_at")
            .agg(bytes.as("bytes"), count(lit(1)).as("frames"))
            .orderBy("ingested_at")
            .limit(BATCHES_PER_LOOK)
            .collectAsList();
    List<Timestamp> batch = new ArrayList<>();
    long filled = 0;
    long count = 0;
    for (Row candidate : candidates) {
      filled += candidate.getLong(1);
      count += candidate.getLong(2);
      if (!batch.isEmpty() && (filled > batchBytes || count > FRAMES_PER_BATCH)) {
        break;
      }
      batch.add(candidate.getTimestamp(0));
    }
    return new Batch(
        keys(pending.where(col("ingested_at").isin(batch.toArray()))),
        batch.size() == candidates.size() && batch.size() < BATCHES_PER_LOOK);
  }

  /** One row for each frame, of those that hold it. */
  private static List<Row> keys(Dataset<Row> pending) {
    Map<String, Row> byFrame = new LinkedHashMap<>();
    for (Row key :
        pending.select("frame_id", "source_id", "source_path", "ingested_at").collectAsList()) {
      byFrame.putIfAbsent(key.getString(0), key);
    }
    return List.copyOf(byFrame.values());
  }

  /** The rows to append for frames: one scan of pixels, which stay in its tasks. */
  Dataset<Row> rows(Dataset<Row> frames, List<Row> keys, Timestamp now) {
    Dataset<Row> chosen = warehouse.spark().createDataFrame(keys, keys.get(0).schema());
    Object[] batches = keys.stream().map(key -> key.getAs("ingested_at")).distinct().toArray();
    Dataset<Row> pixels =
        frames
            .where(col("ingested_at").isin(batches).and(col("status").equalTo("ok")))
            .select(SCANNED)
            .join(
                broadcast(chosen),
                JoinColumns.of("frame_id", "source_id", "source_path"),
                "left_semi");
    MimickNetTransformer network =
        new MimickNetTransformer()
            .setModel(model)
            .setDevice(device.name())
            .setEngine(engine.name())
            .setOutputPixels(pixelStorage == PixelStorage.WITH_OUTPUT)
            .setOutputCol("enhanced");
    return network
        .transform(pixels)
        .select("frame_id", "enhanced.*")
        .withColumn("model_id", lit(model.modelId()))
        .withColumn("preprocessing_id", lit(model.preprocessingId()))
        .withColumn("model_sha256", lit(model.sha256()))
        .withColumn("run_id", lit(runId))
        .withColumn("enhanced_at", lit(now));
  }

  /** Rows and failures of a commit. */
  private Row counts(Timestamp now) {
    return warehouse
        .read(Table.ENHANCED)
        .where(col("enhanced_at").equalTo(lit(now)).and(col("run_id").equalTo(runId)))
        .agg(count(lit(1)), count(when(not(col("status").equalTo("ok")), 1)))
        .first();
  }
}
