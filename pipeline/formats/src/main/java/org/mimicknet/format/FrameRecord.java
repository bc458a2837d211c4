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
 */
public final class FrameRecord {
  private final String path;
  private final int frameIndex;
  private final Image das;
  private final Image clinical;
  private final FrameMetadata metadata;
  private final Reason reason;
  private final String detail;
  private final JoinKey join;
  private final boolean verified;

  /** {@code das}, {@code clinical} and {@code reason} are null where there is none. */
  private FrameRecord(
      String path,
      int frameIndex,
      Image das,
      Image clinical,
      FrameMetadata metadata,
      Reason reason,
      String detail,
      JoinKey join,
      boolean verified) {
    this.path = path;
    this.frameIndex = frameIndex;
    this.das = das;
    this.clinical = clinical;
    this.metadata = metadata;
    this.reason = reason;
    this.detail = detail;
    this.join = join;
    this.verified = verified;
  }

  /**
   * A good frame, which metadata CSVs find by its file name.
   *
   * @param das magnitude of the IQ before any log; null where the member has no IQ
   * @param clinical the scanner's own image, on the same grid as {@code das}; null where the member
   *     has none
   */
  public static FrameRecord of(
      String path, int frameIndex, Image das, Image clinical, FrameMetadata metadata) {
    return new FrameRecord(
        path, frameIndex, das, clinical, metadata, null, "", JoinKey.of(path), true);
  }

  /** A good frame without the scanner's image. */
  public static FrameRecord ofDas(String path, int frameIndex, Image das, FrameMetadata metadata) {
    return of(path, frameIndex, das, null, metadata);
  }

  /** A good frame without IQ. */
  public static FrameRecord ofClinical(
      String path, int frameIndex, Image clinical, FrameMetadata metadata) {
    return of(path, frameIndex, null, clinical, metadata);
  }

  /** A frame or member that gave no pixels. */
  public static FrameRecord failed(String path, Reason reason, String detail) {
    return failed(path, 0, reason, detail);
  }

  /** A frame that gave no pixels, after {@code frameIndex} others of its member that did. */
  public static FrameRecord failed(String path, int frameIndex, Reason reason, String detail) {
    return new FrameRecord(
        path, frameIndex, null, null, FrameMetadata.NONE, reason, detail, JoinKey.of(path), true);
  }

  /** Where it lies, relative to the input: {@code archive.zip!/folder/member.mat}. */
  public String path() {
    return path;
  }

  /** Index of the frame in its member, from 0. */
  public int frameIndex() {
    return frameIndex;
  }

  /** Magnitude of the IQ before any log. */
  public Optional<Image> das() {
    return Optional.ofNullable(das);
  }

  /** The scanner's own image, on the same grid where both are there. */
  public Optional<Image> clinical() {
    return Optional.ofNullable(clinical);
  }

  /** What the member itself and the CSVs of its archive say of it. */
  public FrameMetadata metadata() {
    return metadata;
  }

  /** Why there are no pixels; empty for a good frame. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** What happened, for a reader; an empty text for nothing to say. */
  public String detail() {
    return detail;
  }

  /** Whether nothing speaks against its two images being of one moment and place. */
  public boolean isVerified() {
    return verified;
  }

  /** How metadata CSVs find it. */
  public JoinKey join() {
    return join;
  }

  /** What the column {@code filename} of a metadata CSV names: the last part of a path. */
  public String fileName() {
    return join.fileName();
  }

  /** The study that no metadata CSV overrides: by default the one in the name of the file. */
  public Optional<String> nameStudyId() {
    return join.studyId();
  }

  /** This frame with other metadata. */
  public FrameRecord withMetadata(FrameMetadata other) {
    return new FrameRecord(path, frameIndex, das, clinical, other, reason, detail, join, verified);
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
        join,
        verified);
  }

  /** This frame under the path and the join key by which it is stored. */
  public FrameRecord storedAs(String otherPath, JoinKey otherJoin) {
    return new FrameRecord(
        otherPath, frameIndex, das, clinical, metadata, reason, detail, otherJoin, verified);
  }

  /** This frame with another image of the scanner. */
  public FrameRecord withClinical(Image other) {
    return new FrameRecord(path, frameIndex, das, other, metadata, reason, detail, join, verified);
  }

  /** This frame with something to say to a reader. */
  public FrameRecord withDetail(String other) {
    return new FrameRecord(
        path, frameIndex, das, clinical, metadata, reason, other, join, verified);
  }

  /** This frame whose two images may not show the same moment or place, and why. */
  public FrameRecord unverified(String why) {
    String said = detail.isEmpty() ? why : detail + "; " + why;
    return new FrameRecord(path, frameIndex, das, clinical, metadata, reason, said, join, false);
  }

  /** This frame without its pixels, for a reason; metadata CSVs find it by its path. */
  public FrameRecord without(Reason why, String what) {
    return failed(path, frameIndex, why, what).withMetadata(metadata);
  }

  /** This frame with the study that its file name gives, where none is known. */
  FrameRecord withOwnStudyId() {
    Optional<String> study =
        reason == null && metadata.studyId() == null
            ? Optional.of(StudyIds.of(fileName()))
            : nameStudyId();
    return study.map(id -> withMetadata(metadata.withStudyId(id))).orElse(this);
  }

  /** All that it says, for tests and debuggers: it may name a patient. */
  @Override
  public String toString() {
    return ("FrameRecord[path=%s, frameIndex=%s, das=%s, clinical=%s, metadata=%s, reason=%s,"
            + " detail=%s, join=%s]")
        .formatted(
            path,
            frameIndex,
            das().map(Image::size),
            clinical().map(Image::size),
            metadata,
            reason,
            detail,
            join);
  }

  private String sizeNote(FrameMetadata csv) {
    Image image = das == null ? clinical : das;
    String axial = csv.extra().get(MetadataCsv.AXIAL_SAMPLES);
    String lateral = csv.extra().get(MetadataCsv.LATERAL_SAMPLES);
    if (image == null) {
      return "";
    }
    boolean agrees =
        (axial == null || Double.parseDouble(axial) == image.height())
            && (lateral == null || Double.parseDouble(lateral) == image.width());
    return agrees
        ? ""
        : "metadata: %s x %s samples, but the frame has %s"
            .formatted(axial == null ? "?" : axial, lateral == null ? "?" : lateral, image.size());
  }
}
