/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_concat;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Source;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataRow;

/**
 * The metadata CSVs that lie outside of archives, joined to frames by file name. What they say wins
 * over what the member or its archive says. Of two CSVs, one that the user names wins over one
 * among the inputs; of several named the first named wins, of several others the first by path.
 *
 * <p>Pixels are not shuffled for it: the metadata are broadcast, some 300 bytes a row. Metadata of
 * more than some ten million frames belong into the archives, where each task reads its own.
 */
final class MetadataTable {
  private static final String PREFIX = "csv_";
  private static final StructType TYPE = type();

  private final Optional<Dataset<Row>> rows;

  private MetadataTable(Optional<Dataset<Row>> rows) {
    this.rows = rows;
  }

  /**
   * The metadata of all CSVs of a listing that have a column {@code filename}.
   *
   * @param listing {@code uri, path, bytes}
   * @param named full paths of the files and folders that the user names as metadata
   */
  static MetadataTable of(
      Dataset<Row> listing,
      List<String> named,
      Broadcast<SerializableConfiguration> hadoop,
      ArchiveLimits limits) {
    Dataset<Row> csvFiles =
        listing.where(lower(col("uri")).endsWith(".csv")).select("uri", "bytes", "path");
    if (csvFiles.isEmpty()) {
      return new MetadataTable(Optional.empty());
    }
    Dataset<Row> rows =
        csvFiles
            .flatMap(
                (Row csv) ->
                    rows(
                        new Source(csv.getString(0), csv.getLong(1), csv.getString(2)),
                        place(csv.getString(0), named),
                        hadoop.value(),
                        limits),
                Encoders.row(TYPE))
            .withColumn(
                "rank",
                row_number()
                    .over(Window.partitionBy(PREFIX + "file_name").orderBy("place", "uri", "line")))
            .where("rank = 1")
            .drop("rank", "place", "uri", "line");
    return new MetadataTable(Optional.of(rows));
  }

  /**
   * Frames ({@link FrameRows#TYPE}) with what the metadata add, without the columns of the join.
   */
  Dataset<Row> joinedTo(Dataset<Row> frames) {
    return rows.map(csv -> joined(frames, csv)).orElse(frames).drop("file_name", "name_study_id");
  }

  private static Dataset<Row> joined(Dataset<Row> frames, Dataset<Row> csv) {
    Dataset<Row> joined =
        frames.join(
            broadcast(csv), col("file_name").equalTo(col(PREFIX + "file_name")), "left_outer");
    List<Column> columns = new ArrayList<>();
    for (StructField field : FrameRows.TYPE.fields()) {
      switch (field.name()) {
        case "detail" -> columns.add(detail().as("detail"));
        case "extra" -> columns.add(extra().as("extra"));
        case "study_id" ->
            columns.add(
                coalesce(col("name_study_id"), col(PREFIX + "study_id"), col("study_id"))
                    .as("study_id"));
        default -> columns.add(merged(field.name()));
      }
    }
    return joined.select(columns.toArray(Column[]::new));
  }

  private static Column merged(String name) {
    return Arrays.asList(FrameRows.METADATA.fieldNames()).contains(name)
        ? coalesce(col(PREFIX + name), col(name)).as(name)
        : col(name);
  }

  private static Column extra() {
    Column csv = col(PREFIX + "extra");
    Column own = map_filter(col("extra"), (key, value) -> not(array_contains(map_keys(csv), key)));
    return when(csv.isNull(), col("extra"))
        .when(col("extra").isNull(), csv)
        .otherwise(map_concat(own, csv));
  }

  private static Column detail() {
    Column csv = col(PREFIX + "extra");
    Column axial = csv.getItem("axial_samples");
    Column lateral = csv.getItem("lateral_samples");
    Column differs =
        axial
            .cast(DataTypes.DoubleType)
            .notEqual(col("height"))
            .or(lateral.cast(DataTypes.DoubleType).notEqual(col("width")));
    Column size =
        when(
            differs,
            concat_ws(
                " ",
                lit("metadata:"),
                axial,
                lit("x"),
                lateral,
                lit("samples, but the frame has"),
                col("height"),
                lit("x"),
                col("width")));
    return nullif(concat_ws("; ", col("detail"), col(PREFIX + "notes"), size), lit(""));
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

  private static Iterator<Row> rows(
      Source csv, int place, SerializableConfiguration hadoop, ArchiveLimits limits) {
    MetadataCsv rows;
    try {
      rows = MetadataCsv.open(csv, hadoop.value(), limits);
    } catch (MemberException notMetadata) {
      // It is read as a source, too, which records what it is.
      return List.<Row>of().iterator();
    }
    TaskCompletionListener close = context -> close(rows);
    TaskContext.get().addTaskCompletionListener(close);
    Iterable<MetadataRow> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false)
        .filter(row -> row.reason().isEmpty())
        .map(row -> row(csv.uri(), place, row))
        .iterator();
  }

  private static void close(MetadataCsv csv) {
    try {
      csv.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a metadata CSV", e);
    }
  }

  private static Row row(String uri, int place, MetadataRow row) {
    Object[] metadata = FrameRows.metadata(row.metadata());
    Object[] values = new Object[TYPE.size()];
    values[0] = uri;
    values[1] = place;
    values[2] = row.line();
    values[3] = row.fileName();
    values[4] = row.notes().isEmpty() ? null : row.notes();
    System.arraycopy(metadata, 0, values, 5, metadata.length);
    return RowFactory.create(values);
  }

  private static StructType type() {
    StructType type =
        new StructType()
            .add("uri", DataTypes.StringType)
            .add("place", DataTypes.IntegerType)
            .add("line", DataTypes.LongType)
            .add(PREFIX + "file_name", DataTypes.StringType)
            .add(PREFIX + "notes", DataTypes.StringType);
    for (StructField field : FrameRows.METADATA.fields()) {
      type = type.add(PREFIX + field.name(), field.dataType());
    }
    return type;
  }
}
