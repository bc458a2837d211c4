/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.Redaction;
import org.mimicknet.image.Image;
import org.mimicknet.model.Sha256;

/** What a reader gave, as rows of the table {@code frames}; the run's own columns come later. */
final class FrameRows {
  /** All columns that {@link #row} fills. */
  static final StructType TYPE = type();

  private static final int STATUS = TYPE.fieldIndex("status");

  private static final List<String> OF_PIXELS =
      List.of(
          "frame_id",
          "height",
          "width",
          "pairing",
          "das",
          "clinical",
          "redaction",
          "redaction_rule",
          "redacted_fraction",
          "text_edges",
          "quality");

  private static final String OK = "ok";
  private static final String METADATA_ONLY = "metadata";

  private FrameRows() {}

  /**
   * The row of a frame; one whose pixels no table may hold is a row with the reason.
   *
   * @param outside joins what metadata CSVs outside of archives say
   */
  static Row row(PendingSource source, FrameRecord record, UnaryOperator<FrameRecord> outside) {
    if (record.das().isPresent()
        && record.clinical().isPresent()
        && !record.das().get().size().equals(record.clinical().get().size())) {
      return refused(
          source,
          record,
          Reason.SIZE_MISMATCH,
          "The DAS image has %s pixels, the clinical image %s: they must be of one frame"
              .formatted(record.das().get().size(), record.clinical().get().size()),
          outside);
    }
    ImageQuality das = record.das().map(ImageQuality::of).orElse(null);
    ImageQuality clinical = record.clinical().map(ImageQuality::of).orElse(null);
    if (Stream.of(das, clinical).anyMatch(image -> image != null && !image.isFinite())) {
      return refused(
          source, record, Reason.NON_FINITE, "The frame has pixels that are not finite", outside);
    }
    return joinedRow(
        source,
        outside.apply(record),
        das == null && clinical == null ? null : FrameQuality.ofPixels(das, clinical));
  }

  /** A row with a reason in place of its pixels and what was found in them. */
  static Row without(Row row, Reason reason, String detail) {
    Object[] values = new Object[TYPE.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = OF_PIXELS.contains(TYPE.fieldNames()[i]) ? null : row.get(i);
    }
    values[STATUS] = reason.code();
    values[TYPE.fieldIndex("detail")] = detail;
    return RowFactory.create(values);
  }

  /** Whether a row is a frame with pixels. */
  static boolean isGood(Row row) {
    return row.getString(STATUS).equals(OK);
  }

  /** Whether a row has a reason in place of a frame. */
  static boolean isQuarantined(Row row) {
    return !isGood(row) && !row.getString(STATUS).equals(METADATA_ONLY);
  }

  /** Bytes of both images of a row. */
  static long pixelBytes(Row row) {
    long bytes = 0;
    for (String column : List.of("das", "clinical")) {
      byte[] pixels = row.getAs(TYPE.fieldIndex(column));
      bytes += pixels == null ? 0 : pixels.length;
    }
    return bytes;
  }

  private static Row refused(
      PendingSource source,
      FrameRecord record,
      Reason reason,
      String detail,
      UnaryOperator<FrameRecord> outside) {
    return joinedRow(source, outside.apply(record.without(reason, detail)), null);
  }

  private static Row joinedRow(PendingSource source, FrameRecord record, Row quality) {
    Optional<Image> image = record.das().or(record::clinical);
    byte[] das = record.das().map(Image::toBytes).orElse(null);
    byte[] clinical = record.clinical().map(Image::toBytes).orElse(null);
    Optional<Redaction> redaction = record.redaction();
    Object[] own = {
      image.map(some -> frameId(some, das, clinical)).orElse(null),
      source.id(),
      record.path() + "#" + record.frameIndex(),
      record.frameIndex(),
      acquiredAt(record.metadata()),
      image.map(Image::height).orElse(null),
      image.map(Image::width).orElse(null),
      image.isEmpty() ? null : pairing(record),
      das,
      clinical,
      redaction.map(cut -> cut.kind().code()).orElse(null),
      redaction.flatMap(Redaction::rule).orElse(null),
      redaction.map(Redaction::fraction).orElse(null),
      redaction.flatMap(FrameRows::textEdges).orElse(null),
      quality,
      record.reason().map(reason -> reason.code()).orElse(OK),
      record.detail().isEmpty() ? null : record.detail()
    };
    return FrameMetadataColumns.row(own, record.metadata());
  }

  /**
   * The row of a source that held no frame and no problem: a metadata CSV, or nothing at all. It
   * marks the source as read.
   */
  static Row withoutFrames(PendingSource source, PrivacyStep privacy) {
    return source.source().path().toLowerCase(Locale.ROOT).endsWith(".csv")
        ? marker(source, privacy, METADATA_ONLY, "Metadata of frames, joined by file name")
        : marker(source, privacy, Reason.MISSING_DATA.code(), "The archive holds no frame");
  }

  /** The same of the first part of an archive, whose other parts may hold frames. */
  static Row partWithoutFrames(PendingSource source, PrivacyStep privacy) {
    return marker(source, privacy, METADATA_ONLY, "The first part of the archive holds no frame");
  }

  /**
   * The row of a metadata CSV in an archive, some of whose rows have met nothing.
   *
   * @param path of the CSV, as it is stored
   */
  static Row metadata(PendingSource source, String path, int unmet) {
    return marker(
        source,
        path,
        METADATA_ONLY,
        "%s rows of the metadata CSV met no frame of the archive".formatted(unmet));
  }

  /** The row of a source that its listing has shown to be unreadable. */
  static Row unreadable(PendingSource source, PrivacyStep privacy) {
    return marker(source, privacy, Reason.UNREADABLE.code(), source.problem());
  }

  private static Row marker(
      PendingSource source, PrivacyStep privacy, String status, String detail) {
    String path = privacy.path(source.source().path(), Identifiers.UNKNOWN, 0);
    return marker(source, path, status, detail);
  }

  private static Row marker(PendingSource source, String path, String status, String detail) {
    Object[] values = new Object[TYPE.size()];
    values[TYPE.fieldIndex("source_id")] = source.id();
    values[TYPE.fieldIndex("source_path")] = path;
    values[STATUS] = status;
    values[TYPE.fieldIndex("detail")] = detail;
    return RowFactory.create(values);
  }

  /** The timestamp of a file without a time zone is taken for UTC. */
  private static Timestamp acquiredAt(FrameMetadata m) {
    return m.acquiredAt() == null ? null : Timestamp.from(m.acquiredAt().toInstant(ZoneOffset.UTC));
  }

  private static StructType type() {
    return FrameMetadataColumns.after(
        new StructType()
            .add("frame_id", DataTypes.StringType)
            .add("source_id", DataTypes.StringType)
            .add("source_path", DataTypes.StringType)
            .add("frame_index", DataTypes.IntegerType)
            .add("acquired_at", DataTypes.TimestampType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType)
            .add("pairing", DataTypes.StringType)
            .add("das", DataTypes.BinaryType)
            .add("clinical", DataTypes.BinaryType)
            .add("redaction", DataTypes.StringType)
            .add("redaction_rule", DataTypes.StringType)
            .add("redacted_fraction", DataTypes.DoubleType)
            .add("text_edges", DataTypes.IntegerType)
            .add("quality", FrameQuality.TYPE)
            .add("status", DataTypes.StringType)
            .add("detail", DataTypes.StringType));
  }

  private static Optional<Integer> textEdges(Redaction redaction) {
    return redaction.textEdges().stream().boxed().findFirst();
  }

  private static String pairing(FrameRecord record) {
    if (record.clinical().isEmpty()) {
      return "das_only";
    }
    if (record.das().isEmpty()) {
      return "clinical_only";
    }
    return record.isVerified() ? "paired" : "unverified";
  }

  /** SHA-256 over height, width, and each image with its length in front. */
  private static String frameId(Image size, byte[] das, byte[] clinical) {
    byte[] first = das == null ? new byte[0] : das;
    byte[] second = clinical == null ? new byte[0] : clinical;
    return Sha256.of(
        ByteBuffer.allocate(8).putInt(size.height()).putInt(size.width()).array(),
        ByteBuffer.allocate(4).putInt(first.length).array(),
        first,
        ByteBuffer.allocate(4).putInt(second.length).array(),
        second);
  }
}
