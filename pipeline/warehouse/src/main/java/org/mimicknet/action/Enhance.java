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
import static org.apache.spark.sql.functions.when;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.sql.GpuResources;
import org.mimicknet.sql.MimickNetTransformer;
import org.mimicknet.table.PixelFiles;
import org.mimicknet.table.Table;
import org.mimicknet.table.TableVersion;
import org.mimicknet.table.Warehouse;

/**
 * Enhances every frame that has a DAS image and no row of this model and pre-processing in {@code
 * enhanced} yet, and writes such a row: metrics, provenance, and the pixels on request. A frame
 * that cannot be enhanced becomes a row with the reason.
 *
 * <p>Work is committed in batches. A batch is one or more whole batches of the ingest, so that
 * files are chosen by {@code ingested_at} and each pixel is read once; pixels are never shuffled.
 * The driver holds the keys of the frames of one batch, a million ({@link ActionTunables}); of a
 * batch of the ingest with more, some sources at a time are taken. A look for the next batch costs
 * a scan of the headers of all frames.
 */
public final class Enhance {
  private static final String ROWS = "rows";
  private static final String FAILED = "failed";

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
  private Long batchBytes;
  private Clock clock = Clock.systemUTC();

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
   * @param framesBefore frames that earlier attempts have left with a row: runs of the last 24
   *     hours ({@code spark.mimicknet.retry-window}) that did not succeed
   * @param failedBefore those of them whose row states a reason
   */
  public record Result(
      long enhanced, long failed, int batches, long framesBefore, long failedBefore) {
    private static final Result NONE = new Result(0, 0, 0, 0, 0);

    public long frames() {
      return enhanced + failed;
    }

    /** Frames that this work was to enhance, by this attempt or an earlier one. */
    public long framesToJudge() {
      return frames() + framesBefore;
    }

    /** Those of {@link #framesToJudge} that could not be enhanced. */
    public long failedToJudge() {
      return failed + failedBefore;
    }

    private Result plus(Map<String, Long> counts) {
      return new Result(
          enhanced + counts.get(ROWS) - counts.get(FAILED),
          failed + counts.get(FAILED),
          batches + 1,
          framesBefore,
          failedBefore);
    }

    private Result after(EarlierAttempts earlier) {
      return new Result(enhanced, failed, batches, earlier.frames(), earlier.failed());
    }
  }

  private Enhance(Warehouse warehouse, ModelBundle model, String runId) {
    this.warehouse = warehouse;
    this.model = model;
    this.runId = runId;
  }

  /**
   * Enhances what lacks a row of the model.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static Enhance in(Warehouse warehouse, ModelBundle model, String runId) {
    return new Enhance(warehouse.inOwnSession(), model, runId);
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
    this.batchBytes = BatchSize.checked(bytes);
    return this;
  }

  /** What tells the time of the rows; for tests. */
  Enhance clock(Clock other) {
    this.clock = other;
    return this;
  }

  /** The number of frames that {@link #execute} would enhance now. */
  public long pending() {
    return JobGroup.run(
        warehouse.spark(),
        runId,
        "Count the frames to enhance",
        () -> {
          try (PendingFrames pending = pendingFrames()) {
            return pending.headers().select("frame_id").distinct().count();
          }
        });
  }

  /** Enhances what is pending, batch by batch, until nothing is. */
  public Result execute() {
    GpuResources.require(
        warehouse.spark().sparkContext(), Tunables.of(warehouse.spark()), device, engine);
    return JobGroup.run(
        warehouse.spark(),
        runId,
        "Enhance with " + model.modelId(),
        () -> {
          if (warehouse.settled(purpose()).isPresent()) {
            return Result.NONE;
          }
          Duration window = Tunables.of(warehouse.spark()).get(ActionTunables.RETRY_WINDOW);
          Instant since = clock.instant().minus(window);
          TableVersion frames = warehouse.version(Table.FRAMES);
          try (PendingFrames pending = pendingFrames()) {
            Batches batches = new Batches(pending);
            batches.run();
            Result result = batches.result.after(earlierAttempts(since, pending.results()));
            // Where an earlier attempt has failed, the next one is to be judged by it, too.
            if (result.framesBefore() == 0) {
              batches.settledAt().ifPresent(enhanced -> settle(frames, enhanced));
            }
            return result;
          }
        });
  }

  private void settle(TableVersion frames, TableVersion enhanced) {
    warehouse.settle(purpose(), Map.of(Table.FRAMES, frames, Table.ENHANCED, enhanced), Map.of());
  }

  private String purpose() {
    return "enhance:%s:%s".formatted(model.modelId(), model.preprocessingId());
  }

  private EarlierAttempts earlierAttempts(Instant since, KnownResults results) {
    return JobGroup.describe(
        warehouse.spark(),
        "Look for what earlier attempts have enhanced",
        () -> EarlierAttempts.since(since, warehouse, results, runId));
  }

  /** The frames that are pending, some at a time. */
  private final class Batches extends CommitLoop<PendingFrames.Batch> {
    private final PendingFrames pending;
    private Result result = Result.NONE;
    private Set<Row> gaveNothing = Set.of();
    private boolean someAreGone;

    Batches(PendingFrames pending) {
      super(warehouse, Table.ENHANCED, purpose());
      this.pending = pending;
    }

    @Override
    Optional<PendingFrames.Batch> next() {
      return JobGroup.describe(warehouse.spark(), "Look for frames to enhance", pending::nextBatch);
    }

    @Override
    String runId() {
      return runId;
    }

    @Override
    Dataset<Row> rows(PendingFrames.Batch batch) {
      return Enhance.this.rows(
          batch.frames(), batch.sources().map(PendingFrames.Sources::condition).orElse(lit(true)));
    }

    @Override
    <T> T around(PendingFrames.Batch batch, Supplier<T> write) {
      return JobGroup.describe(
          warehouse.spark(),
          "Enhance with %s, batch %s".formatted(model.modelId(), result.batches() + 1),
          () -> TaskSize.settings(warehouse.spark()).applyWhile(() -> inFiles(write)));
    }

    private <T> T inFiles(Supplier<T> write) {
      return pixelStorage == PixelStorage.WITH_OUTPUT
          ? PixelFiles.settings(warehouse.spark()).applyWhile(write)
          : write.get();
    }

    @Override
    List<Column> counts() {
      return List.of(
          count(lit(1)).as(ROWS), count(when(not(col("status").equalTo("ok")), 1)).as(FAILED));
    }

    @Override
    void committed(PendingFrames.Batch batch, Map<String, Long> counts) {
      if (counts.get(ROWS) == 0) {
        Set<Row> frames = Set.copyOf(batch.frames());
        if (frames.equals(gaveNothing)) {
          throw new IllegalStateException(
              "Cannot go on: a batch of frames gave no row in the table enhanced, twice");
        }
        gaveNothing = frames;
      }
      someAreGone = counts.get(ROWS) < batch.frames().size();
      result = result.plus(counts);
    }

    /**
     * A replay may have replaced frames since the look for them: they are to be looked for again.
     */
    @Override
    boolean isLast(PendingFrames.Batch batch) {
      return batch.isLast() && !someAreGone;
    }
  }

  PendingFrames pendingFrames() {
    return new PendingFrames(warehouse, model, batchBytes);
  }

  /** The rows to append for frames: one scan of pixels, which stay in its tasks. */
  Dataset<Row> rows(List<Row> keys) {
    return rows(keys, lit(true));
  }

  private Dataset<Row> rows(List<Row> keys, Column sources) {
    Dataset<Row> chosen = warehouse.spark().createDataFrame(keys, keys.get(0).schema());
    Object[] batches = keys.stream().map(key -> key.getAs("ingested_at")).distinct().toArray();
    Dataset<Row> pixels =
        warehouse
            .read(Table.FRAMES)
            .where(col("ingested_at").isin(batches).and(col("status").equalTo("ok")).and(sources))
            .select(SCANNED)
            .join(
                broadcast(chosen),
                new String[] {"frame_id", "source_id", "source_path"},
                "left_semi");
    MimickNetTransformer network =
        new MimickNetTransformer()
            .setModel(model)
            .setDevice(device.name())
            .setEngine(engine.name())
            .setOutputPixels(pixelStorage == PixelStorage.WITH_OUTPUT)
            .setOutputCol("enhanced");
    return onGpus(
        network
            .transform(pixels)
            .select("frame_id", "enhanced.*")
            .withColumn("model_id", lit(model.modelId()))
            .withColumn("preprocessing_id", lit(model.preprocessingId()))
            .withColumn("model_sha256", lit(model.sha256()))
            .withColumn("run_id", lit(runId))
            .withColumn("enhanced_at", lit(Timestamp.from(clock.instant()))));
  }

  /**
   * Where executors have GPUs and tasks ask for none, those of this stage do. Only an RDD can ask;
   * of the rows that pass through it the input is no part.
   */
  private Dataset<Row> onGpus(Dataset<Row> rows) {
    if (device == DeviceChoice.CPU || engine == EngineChoice.VECTOR) {
      return rows;
    }
    return GpuResources.profile(warehouse.spark().sparkContext().getConf())
        .map(profile -> ProfiledRows.of(rows, profile))
        .orElse(rows);
  }
}
