/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
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
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Source;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.Tunables;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.MetadataRow;
import scala.Tuple4;

/**
 * The metadata CSVs that lie outside of archives, for a whole run. What they say wins over what the
 * member or its archive says. Of two CSVs, one that the user names wins over one among the inputs;
 * of several named the first named wins, of several others the first by path.
 *
 * <p>They are read once, by a task for each, and what they say is broadcast: a row takes 0.2 kB in
 * the heap of the driver and of every executor where many rows say the same but for the filename,
 * and up to 0.7 kB where no two do.
 */
final class MetadataFiles {
  private static final int MOST_TASKS = 10_000;
  private static final Comparator<Tuple4<Integer, String, Integer, MetadataLookup>>
      BY_PLACE_AND_URI =
          Comparator.comparing(Tuple4<Integer, String, Integer, MetadataLookup>::_1)
              .thenComparing(Tuple4::_2);
  private static final StructType PROBLEM =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("source_id", DataTypes.StringType)
          .add("line", DataTypes.LongType)
          .add("status", DataTypes.StringType)
          .add("problem", DataTypes.StringType);

  private final SparkSession spark;
  private final Dataset<Row> csvs;
  private final List<String> named;
  private final Shared<SerializableConfiguration> hadoop;
  private final ArchiveLimits limits;
  private Shared<MetadataLookup> lookup;

  /**
   * The metadata of all CSVs of a listing that have a column {@code filename}. Reads nothing yet.
   *
   * @param listing {@code source_id, uri, path, bytes}
   * @param named full paths of the files and folders that the user names as metadata
   */
  MetadataFiles(
      Dataset<Row> listing,
      List<String> named,
      Shared<SerializableConfiguration> hadoop,
      ArchiveLimits limits) {
    this.spark = listing.sparkSession();
    this.csvs =
        listing
            .where(lower(col("uri")).endsWith(".csv"))
            .select("uri", "bytes", "path", "source_id");
    this.named = List.copyOf(named);
    this.hadoop = hadoop;
    this.limits = limits;
  }

  /**
   * What they say, by file name; they are read with the first call.
   *
   * @throws UserException if they have more rows than {@code spark.mimicknet.ingest.metadata-rows}
   */
  Shared<MetadataLookup> lookup() {
    if (lookup == null) {
      lookup = Shared.of(spark, JobGroup.describe(spark, "Read the metadata CSVs", this::gathered));
    }
    return lookup;
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
    MetadataLookup all = new MetadataLookup();
    long count = csvs.count();
    if (count == 0) {
      return all;
    }
    int most = Tunables.of(spark).get(ActionTunables.METADATA_ROWS);
    Dataset<Tuple4<Integer, String, Integer, MetadataLookup>> files =
        read((int) Math.min(count, MOST_TASKS), most);
    files.persist(StorageLevel.DISK_ONLY());
    try {
      requireFew(files.agg(sum("_3")).first(), most);
      files.collectAsList().stream()
          .sorted(BY_PLACE_AND_URI)
          .forEach(file -> all.addAll(file._4()));
      return all;
    } finally {
      files.unpersist();
    }
  }

  /** What each CSV says, with its place, its URI and how many file names it speaks of. */
  private Dataset<Tuple4<Integer, String, Integer, MetadataLookup>> read(int tasks, int most) {
    List<String> places = named;
    Shared<SerializableConfiguration> conf = hadoop;
    ArchiveLimits bounds = limits;
    return csvs.repartition(tasks)
        .flatMap(
            (Row csv) -> rows(source(csv), places, conf.value(), bounds, most),
            Encoders.tuple(
                Encoders.INT(),
                Encoders.STRING(),
                Encoders.INT(),
                Encoders.javaSerialization(MetadataLookup.class)));
  }

  /** Asked before the rows come to the driver, which they could drown. */
  private static void requireFew(Row total, int most) {
    if (!total.isNullAt(0) && total.getLong(0) > most) {
      throw new UserException(
          ("Cannot join the metadata CSVs: they have more than %d rows, which every executor would"
                  + " hold. Put them into the archives that they speak of, or raise %s")
              .formatted(most, ActionTunables.METADATA_ROWS.key()));
    }
  }

  /** At most one element; of a file with too many rows enough of them to tell. */
  private static Iterator<Tuple4<Integer, String, Integer, MetadataLookup>> rows(
      Source source,
      List<String> named,
      SerializableConfiguration hadoop,
      ArchiveLimits limits,
      int most) {
    MetadataLookup rows = new MetadataLookup();
    try (MetadataCsv csv = MetadataCsv.open(source, hadoop.value(), limits)) {
      while (csv.hasNext() && rows.size() <= most) {
        rows.add(csv.next());
      }
    } catch (MemberException notMetadata) {
      // It is read as a source, too, which records what it is.
      return Collections.emptyIterator();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a metadata CSV", e);
    }
    return List.of(new Tuple4<>(place(source.uri(), named), source.uri(), rows.size(), rows))
        .iterator();
  }

  /** Index of the first named path that is or holds the file; after all of them if none does. */
  private static int place(String uri, List<String> named) {
    int place = 0;
    while (place < named.size()
        && !uri.equals(named.get(place))
        && !uri.startsWith(named.get(place) + "/")) {
      place++;
    }
    return place;
  }
}
