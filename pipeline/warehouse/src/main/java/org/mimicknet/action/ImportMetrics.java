/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.metrics.ImagePair;
import org.mimicknet.metrics.Metric;
import org.mimicknet.table.SqlTemplate;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Makes frames (without pixels, status {@code metrics_only}) and {@code enhanced} rows of published
 * per-image metrics, so that they are summarised as if the frames were here.
 *
 * <p>A metrics CSV has a column {@code filename} and the published names: {@code ssim} of the
 * output, {@code iq_ssim} of the DAS image, {@code hm_ssim} histogram-matched, and so on; further
 * columns are ignored. Metadata CSVs (files whose names end in {@code .csv}) are read and joined as
 * by {@link Ingest#metadata}. A missing or unreadable metadata field costs that field only, and
 * {@code detail} says so. A row whose filename or metrics cannot be read becomes a frame with
 * status {@code unreadable_row}. Of several rows of metrics with one filename the first counts.
 *
 * <p>What is there already is not added again; a second model adds results only. Cost: one task per
 * CSV file, which streams it.
 */
public final class ImportMetrics {
  /** The preprocessing_id of published results: what it was is not known. */
  public static final String PREPROCESSING = "published";

  private static final String PURPOSE = "import-metrics";
  private static final StorageLevel STORAGE = StorageLevel.MEMORY_AND_DISK();
  private static final List<String> VIEWS =
      List.of("metrics_csv", "metrics_rows", "metadata_problems");

  /**
   * What was added.
   *
   * @param frames new frames with metrics
   * @param unreadable new rows for lines that cannot be read
   * @param results new rows of {@code enhanced}
   */
  public record Result(long frames, long unreadable, long results) {}

  private final Warehouse warehouse;
  private final SparkSession spark;
  private List<String> metrics = List.of();
  private List<String> metadata = List.of();
  private String model = "";
  private String site;
  private final String runId;
  private Clock clock = Clock.systemUTC();

  private ImportMetrics(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.spark = warehouse.spark();
  }

  /**
   * Imports into a warehouse.
   *
   * @param runId goes into every row: the key of the table {@code runs}
   */
  public static ImportMetrics into(Warehouse warehouse, String runId) {
    return new ImportMetrics(warehouse.inOwnSession(), runId);
  }

  /** The CSV files of metrics. */
  public ImportMetrics metrics(List<String> paths) {
    this.metrics = List.copyOf(paths);
    return this;
  }

  /** The CSV files of metadata. */
  public ImportMetrics metadata(List<String> paths) {
    this.metadata = List.copyOf(paths);
    return this;
  }

  /** The model that the metrics are of: their {@code model_id}. */
  public ImportMetrics model(String name) {
    this.model = name;
    return this;
  }

  /** The site of all frames. Without it, the scanner. */
  public ImportMetrics site(String name) {
    this.site = name;
    return this;
  }

  /** What tells the time of the rows; for tests. */
  ImportMetrics clock(Clock other) {
    this.clock = other;
    return this;
  }

  /**
   * Does it: frames in one commit, then their results in another. A run that was cut off between
   * the two is finished by the next.
   *
   * @throws IllegalArgumentException if a file is not there or is no such CSV
   */
  public Result execute() {
    if (metrics.isEmpty()) {
      throw new UserException("Cannot import metrics: no metrics CSV is given");
    }
    if (model.isBlank()) {
      throw new UserException("Cannot import metrics: the model has no name");
    }
    return JobGroup.run(spark, runId, "Import metrics of " + model, this::imported);
  }

  private Result imported() {
    Shared<SerializableConfiguration> hadoop = Shared.hadoop(spark);
    List<String> published = publishedColumns();
    Dataset<Row> metricsCsv = rows(published, hadoop);
    view("metrics_csv", metricsCsv);
    String array = published.stream().collect(Collectors.joining("', '", "array('", "')"));
    Dataset<Row> metricsRows =
        spark.sql(sql("metrics_rows.sql").replace("${published}", array)).persist(STORAGE);
    view("metrics_rows", metricsRows);
    try (SourceListing listing = SourceListing.of(spark, hadoop, GivenPaths.ofMetadata(metadata))) {
      requireReadable(listing, hadoop);
      return imported(new MetadataFiles(listing.files(), metadata, hadoop, ArchiveLimits.DEFAULT));
    } finally {
      metricsRows.unpersist();
      VIEWS.forEach(spark.catalog()::dropTempView);
    }
  }

  private Result imported(MetadataFiles given) {
    Dataset<Row> metadataProblems = given.problems().persist(STORAGE);
    try (MetadataFiles files = given) {
      Shared<MetadataLookup> lookup = files.lookup();
      view("metadata_problems", metadataProblems);
      return appendAll(lookup);
    } finally {
      metadataProblems.unpersist();
    }
  }

  private Result appendAll(Shared<MetadataLookup> lookup) {
    long unreadable = append(Table.FRAMES, () -> unreadableFrames(lookup));
    long frames = append(Table.FRAMES, () -> readableFrames(lookup));
    return new Result(frames, unreadable, append(Table.ENHANCED, this::results));
  }

  /** The rows of the metrics CSVs: {@link MetricsCsv#TYPE}. */
  private Dataset<Row> rows(List<String> published, Shared<SerializableConfiguration> hadoop) {
    List<String> columns = new ArrayList<>(published);
    columns.add("filename");
    List<PendingSource> files = files(metrics, hadoop);
    if (files.isEmpty()) {
      throw new UserException(
          "Cannot import metrics: there is no file in " + String.join(", ", metrics));
    }
    return MetricsCsv.rows(spark, files, columns, hadoop);
  }

  private static void requireReadable(
      SourceListing metadata, Shared<SerializableConfiguration> hadoop) {
    for (PendingSource file : metadata.sources()) {
      try {
        MetadataCsv.open(file.source(), hadoop.value().value(), ArchiveLimits.DEFAULT).close();
      } catch (MemberException | IOException e) {
        throw new UserException(
            "Cannot read the metadata CSV %s: %s".formatted(file.source().path(), e.getMessage()),
            e);
      }
    }
  }

  private List<PendingSource> files(List<String> paths, Shared<SerializableConfiguration> hadoop) {
    try (SourceListing listing = SourceListing.of(spark, hadoop, GivenPaths.ofMetadata(paths))) {
      return listing.sources();
    }
  }

  private Dataset<Row> readableFrames(Shared<MetadataLookup> lookup) {
    Dataset<Row> present = warehouse.read(Table.FRAMES).select("frame_id").distinct();
    return frames(lookup)
        .where("frame_id IS NOT NULL")
        .join(present, new String[] {"frame_id"}, "left_anti");
  }

  private Dataset<Row> unreadableFrames(Shared<MetadataLookup> lookup) {
    Dataset<Row> present = warehouse.read(Table.FRAMES).select("source_id", "source_path");
    return frames(lookup)
        .where("frame_id IS NULL")
        .join(present, new String[] {"source_id", "source_path"}, "left_anti");
  }

  private Dataset<Row> frames(Shared<MetadataLookup> lookup) {
    return MetricsFrames.joined(spark.sql(sql("metrics_frames.sql")), lookup)
        .withColumn(
            "site",
            functions.coalesce(
                functions.lit(site),
                functions.col("site"),
                functions.col("scanner"),
                functions.lit("unknown")))
        .withColumn("frame_index", functions.lit(0))
        .withColumn("ingested_at", now());
  }

  private Dataset<Row> results() {
    Dataset<Row> present =
        warehouse.read(Table.ENHANCED).select("frame_id", "model_id", "preprocessing_id");
    return spark
        .table("metrics_rows")
        .where("problem IS NULL")
        .selectExpr("*", "row_number() OVER (PARTITION BY filename ORDER BY file, line) AS copy")
        .where("copy = 1")
        .withColumn("frame_id", functions.expr("sha2(concat('metrics_only:', filename), 256)"))
        .withColumn("model_id", functions.lit(model))
        .withColumn("preprocessing_id", functions.lit(PREPROCESSING))
        .withColumn("status", functions.lit("metrics_only"))
        .withColumn("enhanced_at", now())
        .join(present, new String[] {"frame_id", "model_id", "preprocessing_id"}, "left_anti");
  }

  private long append(Table table, Supplier<Dataset<Row>> pending) {
    return CommitLoop.append(
        warehouse, table, PURPOSE, runId, () -> completed(table, pending.get()));
  }

  /** The columns of the table: those that the rows lack are NULL. */
  private Dataset<Row> completed(Table table, Dataset<Row> rows) {
    List<String> given = Arrays.asList(rows.columns());
    List<Column> columns = new ArrayList<>();
    for (StructField field : warehouse.columns(table).fields()) {
      Column value =
          switch (field.name()) {
            case "run_id" -> functions.lit(runId);
            default ->
                given.contains(field.name())
                    ? functions.col(field.name())
                    : functions.lit(null).cast(field.dataType());
          };
      columns.add(value.as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static List<String> publishedColumns() {
    return Metric.ALL.stream()
        .filter(metric -> metric.pair() != ImagePair.GAIN_CORRECTED)
        .map(Metric::column)
        .map(column -> column.replaceFirst("^das_", "iq_"))
        .toList();
  }

  private Column now() {
    return functions.lit(Timestamp.from(clock.instant()));
  }

  private static void view(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView(name);
  }

  private static String sql(String resource) {
    return SqlTemplate.read(ImportMetrics.class, resource);
  }
}
