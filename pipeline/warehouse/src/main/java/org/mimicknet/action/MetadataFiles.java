/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FilePath;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.SharedTails;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.Tunables;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.MetadataRow;
import org.mimicknet.format.PrivacyStep;
import scala.Tuple2;
import scala.Tuple5;

/**
 * The metadata CSVs that lie outside of archives, for a whole run. What they say wins over what the
 * member or its archive says. Of two CSVs, one that the user names wins over one among the inputs;
 * of several named the first named wins, of several others the one that names the file best ({@link
 * MetadataLookup}), of those in one folder the first by path.
 *
 * <p>The files of the inputs are compared by their paths before one is read, so that a row is not
 * joined by an end of a path that several of them have. Members of different archives are not: a
 * row that has met several files is counted ({@link MetadataUse}).
 *
 * <p>They are read once, by a task for each, and what they say is broadcast: a row takes 0.3 kB in
 * the heap of the driver and of every executor where many rows say the same but for the filename,
 * and up to 0.8 kB where no two do; folders in the filename take 0.2 kB more.
 */
final class MetadataFiles implements AutoCloseable {
  private static final int MOST_TASKS = 10_000;
  private static final int AMONG_THE_INPUTS = Integer.MAX_VALUE;
  private static final StructType PROBLEM =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("source_id", DataTypes.StringType)
          .add("line", DataTypes.LongType)
          .add("status", DataTypes.StringType)
          .add("problem", DataTypes.StringType);

  private final SparkSession spark;
  private final Dataset<Row> listing;
  private final Dataset<Row> csvs;
  private final List<String> named;
  private final Shared<SerializableConfiguration> hadoop;
  private final ArchiveLimits limits;
  private Shared<MetadataLookup> lookup;
  private MetadataJoin join;

  /**
   * The metadata of all CSVs of a listing that have a column {@code filename}. Reads nothing yet.
   *
   * @param listing as {@link SourceListing#files} gives it
   * @param named the files and folders that the user names as metadata
   */
  MetadataFiles(
      Dataset<Row> listing,
      List<String> named,
      Shared<SerializableConfiguration> hadoop,
      ArchiveLimits limits) {
    this.spark = listing.sparkSession();
    this.listing = listing;
    this.csvs =
        listing
            .where(lower(col("uri")).endsWith(".csv").and(col("problem").isNull()))
            .select("uri", "bytes", "path", "source_id", "named");
    this.named = List.copyOf(named);
    this.hadoop = hadoop;
    this.limits = limits;
  }

  /**
   * What they say, by file name; they are read with the first call.
   *
   * @throws UserException if they have more rows than {@code spark.mimicknet.ingest.metadata-rows},
   *     or if one that the user names cannot be used
   * @throws StorageFailedException if the storage does not give one
   */
  Shared<MetadataLookup> lookup() {
    if (lookup == null) {
      lookup = JobGroup.describe(spark, "Read the metadata CSVs", () -> compared(gathered()));
    }
    return lookup;
  }

  /** What joins them, and counts what it does; as {@link #lookup}. */
  MetadataJoin join() {
    if (join == null) {
      join = new MetadataJoin(spark, lookup());
    }
    return join;
  }

  /** What became of their rows; nothing where no record was asked for. */
  List<MetadataUse> use(PrivacyStep privacy) {
    return join == null ? List.of() : join.use(privacy);
  }

  @Override
  public void close() {
    if (lookup != null) {
      lookup.destroy();
      lookup = null;
      join = null;
    }
  }

  /** The rows of them that cannot be used: {@code file, source_id, line, status, problem}. */
  Dataset<Row> problems() {
    Shared<SerializableConfiguration> conf = hadoop;
    ArchiveLimits bounds = limits;
    return csvs.flatMap(
        (Row csv) -> problems(source(csv), csv.getString(3), conf.value(), bounds),
        Encoders.row(PROBLEM));
  }

  private static Iterator<Row> problems(
      Source source, String id, SerializableConfiguration hadoop, ArchiveLimits limits)
      throws MemberException {
    MetadataCsv csv = MetadataCsv.open(source, hadoop.value(), limits);
    TaskCompletionListener close = context -> close(csv);
    TaskContext.get().addTaskCompletionListener(close);
    Iterable<MetadataRow> rows = () -> csv;
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> !row.isUsable())
        .map(row -> RowFactory.create(row.csv(), id, row.line(), row.problem().code(), row.notes()))
        .iterator();
  }

  private static void close(MetadataCsv csv) {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a metadata CSV", e);
    }
  }

  private static Source source(Row csv) {
    return new Source(csv.getString(0), csv.getLong(1), csv.getString(2));
  }

  private MetadataLookup gathered() {
    try {
      MetadataLookup all = new MetadataLookup();
      int place = -1;
      for (Csv csv : read()) {
        if (csv.place() != place) {
          all.beginTier();
          place = csv.place();
        }
        all.addAll(csv.rows());
      }
      return all;
    } catch (Exception e) {
      Causes.find(e, SourceException.class)
          .ifPresent(
              failure -> {
                throw new StorageFailedException(
                    ("Cannot read the metadata CSV %s: %s. Nothing was written, for frames would"
                            + " lack what it says. Run again when the storage is well")
                        .formatted(path(failure.sourceId()), failure.getCause().getMessage()),
                    e);
              });
      throw e;
    }
  }

  /** With what does not tell the files of the inputs apart. */
  private Shared<MetadataLookup> compared(MetadataLookup all) {
    Shared<MetadataLookup> rows = Shared.of(spark, all);
    List<String> shared = all.size() == 0 ? List.of() : sharedEnds(rows);
    if (shared.isEmpty()) {
      return rows;
    }
    rows.destroy();
    all.knowFiles(SharedTails.ofEnds(shared));
    return Shared.of(spark, all);
  }

  /** The ends of paths by which a row may be joined, and which several files have. */
  private List<String> sharedEnds(Shared<MetadataLookup> rows) {
    return listing
        .select("uri")
        .as(Encoders.STRING())
        .flatMap(
            (FlatMapFunction<String, Tuple2<String, String>>)
                uri -> {
                  String path = FilePath.plain(uri);
                  return rows.value().ends(path).stream()
                      .map(end -> new Tuple2<>(end, path))
                      .iterator();
                },
            Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
        .groupBy("_1")
        .agg(min("_2").as("first"), max("_2").as("last"))
        .where("first <> last")
        .select("_1")
        .limit(SharedTails.MOST_OF_INPUTS + 1)
        .as(Encoders.STRING())
        .collectAsList();
  }

  private String path(String sourceId) {
    return csvs.where(col("source_id").equalTo(sourceId)).select("path").first().getString(0);
  }

  /** What a CSV says; one that cannot be used has a problem in place of rows. */
  private record Csv(int place, String uri, int size, MetadataLookup rows, String problem) {
    static Csv of(Tuple5<Integer, String, Integer, MetadataLookup, String> csv) {
      return new Csv(csv._1(), csv._2(), csv._3(), csv._4(), csv._5());
    }
  }

  /** The CSVs, those that win first. */
  private List<Csv> read() {
    long count = csvs.count();
    List<Csv> found = count == 0 ? List.of() : read((int) Math.min(count, MOST_TASKS));
    for (int i = 0; i < named.size(); i++) {
      requireUsable(i, found);
    }
    return found.stream().filter(csv -> csv.problem() == null).toList();
  }

  private List<Csv> read(int tasks) {
    int most = Tunables.of(spark).get(ActionTunables.METADATA_ROWS);
    Dataset<Tuple5<Integer, String, Integer, MetadataLookup, String>> files = read(tasks, most);
    files.persist(StorageLevel.DISK_ONLY());
    try {
      requireFew(files.agg(sum("_3")).first(), most);
      // One among the inputs that is no metadata is read as a source: there may be millions.
      return files
          .where(col("_5").isNull().or(col("_1").notEqual(AMONG_THE_INPUTS)))
          .collectAsList()
          .stream()
          .map(Csv::of)
          .sorted(Comparator.comparing(Csv::place).thenComparing(Csv::uri))
          .toList();
    } finally {
      files.unpersist();
    }
  }

  /** What each CSV says, with its place, its URI and how many file names it speaks of. */
  private Dataset<Tuple5<Integer, String, Integer, MetadataLookup, String>> read(
      int tasks, int most) {
    Shared<SerializableConfiguration> conf = hadoop;
    ArchiveLimits bounds = limits;
    return csvs.repartition(tasks)
        .map(
            (MapFunction<Row, Tuple5<Integer, String, Integer, MetadataLookup, String>>)
                csv -> rows(csv, conf.value(), bounds, most),
            Encoders.tuple(
                Encoders.INT(),
                Encoders.STRING(),
                Encoders.INT(),
                Encoders.javaSerialization(MetadataLookup.class),
                Encoders.STRING()));
  }

  private void requireUsable(int place, List<Csv> found) {
    List<Csv> here = found.stream().filter(csv -> csv.place() == place).toList();
    if (here.stream().noneMatch(csv -> csv.problem() == null)) {
      throw new UserException(
          "Cannot use --metadata %s: %s"
              .formatted(
                  named.get(place),
                  here.isEmpty() ? "there is no file *.csv" : here.get(0).problem()));
    }
  }

  /** Asked before the rows come to the driver, which they could drown. */
  private static void requireFew(Row total, int most) {
    if (!total.isNullAt(0) && total.getLong(0) > most) {
      throw new UserException(
          ("Cannot join the metadata CSVs: they have more than %s rows, which every executor would"
                  + " hold. Put them into the archives that they speak of, or raise %s")
              .formatted(most, ActionTunables.METADATA_ROWS.key()));
    }
  }

  /** Of a file with too many rows enough of them to tell. */
  private static Tuple5<Integer, String, Integer, MetadataLookup, String> rows(
      Row file, SerializableConfiguration hadoop, ArchiveLimits limits, int most) {
    Source source = source(file);
    int place = file.isNullAt(4) ? AMONG_THE_INPUTS : file.getInt(4);
    MetadataLookup rows = new MetadataLookup();
    String folder = FilePath.folder(FilePath.plain(source.uri()));
    String problem = null;
    try (MetadataCsv csv = MetadataCsv.open(source, hadoop.value(), limits)) {
      while (csv.hasNext() && rows.size() <= most) {
        rows.add(folder, csv.next());
      }
    } catch (MemberException e) {
      // One among the inputs is read as a source, too, which records what it is.
      problem = e.getMessage();
    } catch (IOException e) {
      throw failed(file, new StorageException("The storage does not close it", e));
    } catch (StorageException e) {
      throw failed(file, e);
    }
    return new Tuple5<>(place, source.uri(), rows.size(), rows, problem);
  }

  private static SourceException failed(Row csv, StorageException cause) {
    return new SourceException(csv.getString(3), "a metadata CSV", cause);
  }
}
