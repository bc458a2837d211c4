/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

/**
 * What one frame of a member gave, good or bad: a row of the table {@code frames} before the
 * metadata CSVs are joined.
 *
 * @param path where it lies, relative to the input: {@code archive.zip!/folder/member.mat}
 * @param frameIndex index of the frame in its member, from 0
 * @param das magnitude of the IQ before any log
 * @param clinical the scanner's own image, on the same grid where both are there
 * @param metadata what the member itself and the CSVs of its archive say of it
 * @param reason why there are no pixels; empty for a good frame
 * @param detail what happened, for a reader; empty for nothing to say
 * @param join how metadata CSVs find it
 */
public record FrameRecord(
    String path,
    int frameIndex,
    Optional<Image> das,
    Optional<Image> clinical,
    FrameMetadata metadata,
    Optional<Reason> reason,
    String detail,
    JoinKey join) {
  /** A record that metadata CSVs find by its file name. */
  public FrameRecord(
      String path,
      int frameIndex,
      Optional<Image> das,
      Optional<Image> clinical,
      FrameMetadata metadata,
      Optional<Reason> reason,
      String detail) {
    this(path, frameIndex, das, clinical, metadata, reason, detail, JoinKey.of(path));
  }

  /** A frame or member that gave no pixels. */
  public static FrameRecord failed(String path, Reason reason, String detail) {
    return failed(path, 0, reason, detail);
  }

  /** A frame that gave no pixels, after {@code frameIndex} others of its member that did. */
  public static FrameRecord failed(String path, int frameIndex, Reason reason, String detail) {
    return new FrameRecord(
        path,
        frameIndex,
        Optional.empty(),
        Optional.empty(),
        FrameMetadata.NONE,
        Optional.of(reason),
        detail);
  }

  /** What the column {@code filename} of a metadata CSV names: the last part of a path. */
  public String fileName() {
    return join.fileName();
  }

  /** The study that counts more than any other: by default what the name of the file tells. */
  public Optional<String> nameStudyId() {
    return join.studyId();
  }

  /** This frame with other metadata. */
  public FrameRecord withMetadata(FrameMetadata other) {
    return new FrameRecord(path, frameIndex, das, clinical, other, reason, detail, join);
  }

  /**
   * This frame with what a metadata CSV says of it, which counts more than what the file says; only
   * the study in the name of the file counts more than that of the CSV. The notes of the row become
   * part of the detail, and so does a size in the CSV that is not that of the pixels.
   */
  public FrameRecord joined(MetadataRow row) {
    FrameMetadata merged = row.metadata().orElse(metadata);
    Optional<String> timestamp = nameStudyId();
    String notes = row.notes().isEmpty() ? "" : "metadata: " + row.notes();
    return new FrameRecord(
        path,
        frameIndex,
        das,
        clinical,
        timestamp.isPresent() ? merged.withStudyId(timestamp.get()) : merged,
        reason,
        Stream.of(detail, notes, sizeNote(row.metadata()))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; ")),
        join);
  }

  /** This frame without its pixels, for a reason. */
  public FrameRecord without(Reason why, String what) {
    return new FrameRecord(
        path, frameIndex, Optional.empty(), Optional.empty(), metadata, Optional.of(why), what);
  }

  /** This frame with the study that its file name tells, where none is known. */
  FrameRecord withOwnStudyId() {
    Optional<String> study =
        reason.isEmpty() && metadata.studyId() == null
            ? Optional.of(StudyIds.of(fileName()))
            : nameStudyId();
    return study.map(id -> withMetadata(metadata.withStudyId(id))).orElse(this);
  }

  private String sizeNote(FrameMetadata csv) {
    Optional<Image> image = das.isPresent() ? das : clinical;
    String axial = csv.extra().get(MetadataCsv.AXIAL_SAMPLES);
    String lateral = csv.extra().get(MetadataCsv.LATERAL_SAMPLES);
    if (image.isEmpty()) {
      return "";
    }
    boolean agrees =
        (axial == null || Double.parseDouble(axial) == image.get().height())
            && (lateral == null || Double.parseDouble(lateral) == image.get().width());
    return agrees
        ? ""
        : "metadata: %s x %s samples, but the frame has %s"
            .formatted(
                axial == null ? "?" : axial, lateral == null ? "?" : lateral, image.get().size());
  }
}
