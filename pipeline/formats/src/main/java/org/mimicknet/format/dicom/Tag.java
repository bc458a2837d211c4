/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attributes that are read; all others, and all private ones, are skipped and never in memory.
 * A new attribute needs a line here and a place in a record.
 */
enum Tag {
  MEDIA_SOP_CLASS(0x0002_0002),
  TRANSFER_SYNTAX(0x0002_0010),
  CHARACTER_SET(0x0008_0005),
  IMAGE_TYPE(0x0008_0008),
  SOP_CLASS(0x0008_0016),
  SOP_INSTANCE(0x0008_0018),
  ACQUISITION_DATE(0x0008_0022),
  CONTENT_DATE(0x0008_0023),
  ACQUISITION_DATETIME(0x0008_002A),
  ACQUISITION_TIME(0x0008_0032),
  CONTENT_TIME(0x0008_0033),
  MODALITY(0x0008_0060),
  MANUFACTURER(0x0008_0070),
  UTC_OFFSET(0x0008_0201),
  MODEL_NAME(0x0008_1090),
  PATIENT_ID(0x0010_0020),
  BODY_PART(0x0018_0015),
  CINE_RATE(0x0018_0040),
  FRAME_TIME(0x0018_1063),
  FRAME_TIME_VECTOR(0x0018_1065),
  MECHANICAL_INDEX(0x0018_5022),
  DEPTH(0x0018_5050),
  REGION_SPATIAL_FORMAT(0x0018_6012),
  REGION_DATA_TYPE(0x0018_6014),
  REGION_MIN_X(0x0018_6018),
  REGION_MIN_Y(0x0018_601A),
  REGION_MAX_X(0x0018_601C),
  REGION_MAX_Y(0x0018_601E),
  REGION_UNITS_X(0x0018_6024),
  REGION_UNITS_Y(0x0018_6026),
  REGION_DELTA_X(0x0018_602C),
  REGION_DELTA_Y(0x0018_602E),
  REGION_FREQUENCY(0x0018_6030),
  TRANSDUCER_TYPE(0x0018_6031),
  STUDY_INSTANCE(0x0020_000D),
  SERIES_INSTANCE(0x0020_000E),
  SAMPLES(0x0028_0002),
  PHOTOMETRIC(0x0028_0004),
  PLANAR(0x0028_0006),
  FRAMES(0x0028_0008),
  ROWS(0x0028_0010),
  COLUMNS(0x0028_0011),
  PIXEL_SPACING(0x0028_0030),
  BITS_ALLOCATED(0x0028_0100),
  BITS_STORED(0x0028_0101),
  HIGH_BIT(0x0028_0102),
  PIXEL_REPRESENTATION(0x0028_0103),
  BURNED_IN(0x0028_0301),
  RESCALE_INTERCEPT(0x0028_1052),
  RESCALE_SLOPE(0x0028_1053),
  RED_DESCRIPTOR(0x0028_1101),
  GREEN_DESCRIPTOR(0x0028_1102),
  BLUE_DESCRIPTOR(0x0028_1103),
  RED_PALETTE(0x0028_1201),
  GREEN_PALETTE(0x0028_1202),
  BLUE_PALETTE(0x0028_1203),
  RED_SEGMENTS(0x0028_1221),
  GREEN_SEGMENTS(0x0028_1222),
  BLUE_SEGMENTS(0x0028_1223),
  LOSSY(0x0028_2110);

  static final int REGIONS = 0x0018_6011;
  static final int FLOAT_PIXELS = 0x7FE0_0008;
  static final int DOUBLE_PIXELS = 0x7FE0_0009;
  static final int PIXELS = 0x7FE0_0010;
  static final int ITEM = 0xFFFE_E000;
  static final int ITEM_END = 0xFFFE_E00D;
  static final int SEQUENCE_END = 0xFFFE_E0DD;

  private static final Map<Integer, Tag> BY_NUMBER =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(tag -> tag.number, Function.identity()));

  private final int number;

  Tag(int number) {
    this.number = number;
  }

  static Optional<Tag> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** As messages name it: {@code ROWS (0028,0010)}. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(name(), hex(number));
  }

  static String hex(int number) {
    return "%04X,%04X".formatted(number >>> 16, number & 0xFFFF);
  }
}
