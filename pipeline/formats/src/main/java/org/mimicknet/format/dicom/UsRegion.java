/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.ArrayList;
import java.util.List;
import org.mimicknet.archive.MemberException;

/**
 * A region of an ultrasound image (PS3.3 section C.8.5.5), corners included, in pixels from the top
 * left.
 *
 * @param kind what is drawn in it: only {@link Kind#IMAGE_2D} and {@link Kind#COLOUR_2D} are images
 * @param deltaX width of a pixel in {@code unit}, null where unknown; may be negative in real files
 * @param deltaY height of a pixel, as {@code deltaX}
 * @param unit unit of a pixel's size; null where x and y differ or it is not centimetres
 * @param frequencyHz transmit frequency; null where unknown
 */
record UsRegion(
    Kind kind,
    int minX,
    int minY,
    int maxX,
    int maxY,
    Double deltaX,
    Double deltaY,
    String unit,
    Double frequencyHz) {
  private static final int SPATIAL_2D = 1;
  private static final int COLOUR_FLOW = 2;
  private static final int CENTIMETRES = 3;

  /** What is drawn in a region. */
  enum Kind {
    IMAGE_2D,
    COLOUR_2D,
    OTHER
  }

  static List<UsRegion> all(DataSet dataSet) throws MemberException {
    List<UsRegion> regions = new ArrayList<>();
    for (DataSet item : dataSet.regions()) {
      if (item.longNumber(Tag.REGION_MAX_X).isPresent()
          && item.longNumber(Tag.REGION_MAX_Y).isPresent()) {
        regions.add(of(item));
      }
    }
    return regions;
  }

  boolean is2d() {
    return kind != Kind.OTHER;
  }

  private static UsRegion of(DataSet item) throws MemberException {
    boolean is2d = item.number(Tag.REGION_SPATIAL_FORMAT).orElse(0) == SPATIAL_2D;
    boolean isColour = item.number(Tag.REGION_DATA_TYPE).orElse(0) == COLOUR_FLOW;
    boolean isCentimetres =
        item.number(Tag.REGION_UNITS_X).orElse(0) == CENTIMETRES
            && item.number(Tag.REGION_UNITS_Y).orElse(0) == CENTIMETRES;
    int frequencyKhz = item.longNumber(Tag.REGION_FREQUENCY).orElse(0);
    return new UsRegion(
        !is2d ? Kind.OTHER : isColour ? Kind.COLOUR_2D : Kind.IMAGE_2D,
        item.longNumber(Tag.REGION_MIN_X).orElse(0),
        item.longNumber(Tag.REGION_MIN_Y).orElse(0),
        item.longNumber(Tag.REGION_MAX_X).orElseThrow(),
        item.longNumber(Tag.REGION_MAX_Y).orElseThrow(),
        item.real(Tag.REGION_DELTA_X).orElse(null),
        item.real(Tag.REGION_DELTA_Y).orElse(null),
        isCentimetres ? "cm" : null,
        frequencyKhz > 0 ? Double.valueOf(frequencyKhz * 1e3) : null);
  }
}
