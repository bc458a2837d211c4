/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.JoinKey;
import org.mimicknet.format.MetadataCsv;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.MetadataMatch;
import org.mimicknet.format.MetadataRow;

/** The frames of published metrics with what the metadata CSVs say of them. */
final class MetricsFrames {
  private static final StructType TYPE = type();

  private MetricsFrames() {}

  /**
   * Joins metadata to frames.
   *
   * @param frames {@code frame_id, source_id, source_path, filename, pairing, status, problem}
   */
  static Dataset<Row> joined(Dataset<Row> frames, Shared<MetadataLookup> lookup) {
    return frames.map(
        (MapFunction<Row, Row>) frame -> joined(frame, lookup.value()), Encoders.row(TYPE));
  }

  private static Row joined(Row frame, MetadataLookup lookup) {
    String file = frame.getAs("filename");
    MetadataMatch match = file == null ? MetadataMatch.NONE : lookup.of(JoinKey.of(file));
    Optional<MetadataRow> row = match.joined();
    FrameMetadata metadata = row.map(MetadataRow::metadata).orElse(FrameMetadata.NONE);
    String problem = frame.getAs("problem");
    String detail =
        row.map(MetricsFrames::notes)
            .orElse(match.doubt().isEmpty() ? "no metadata" : match.doubt());
    Object[] own = {
      frame.getAs("frame_id"),
      frame.getAs("source_id"),
      frame.getAs("source_path"),
      frame.getAs("pairing"),
      frame.getAs("status"),
      problem == null && !detail.isEmpty() ? detail : problem,
      samples(metadata, MetadataCsv.AXIAL_SAMPLES),
      samples(metadata, MetadataCsv.LATERAL_SAMPLES)
    };
    return FrameMetadataColumns.row(own, metadata);
  }

  /** What is missing in the row; empty for nothing. */
  private static String notes(MetadataRow row) {
    return row.notes().isEmpty()
        ? ""
        : "metadata in line %s of %s: %s".formatted(row.line(), row.csv(), row.notes());
  }

  /** A size of the image; null where the metadata tell none, or no whole number. */
  private static Integer samples(FrameMetadata metadata, String column) {
    String text = metadata.extra().get(column);
    if (text == null) {
      return null;
    }
    double value = Double.parseDouble(text);
    return value == (int) value ? (int) value : null;
  }

  private static StructType type() {
    return FrameMetadataColumns.after(
        new StructType()
            .add("frame_id", DataTypes.StringType)
            .add("source_id", DataTypes.StringType)
            .add("source_path", DataTypes.StringType)
            .add("pairing", DataTypes.StringType)
            .add("status", DataTypes.StringType)
            .add("detail", DataTypes.StringType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType));
  }
}
