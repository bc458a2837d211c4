/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.mimicknet.format.Redaction;
import org.mimicknet.image.Image;

/**
 * The part of a frame that is kept: the smallest box around its 2-D regions, black between them.
 */
final class RegionCrop {
  private record Box(int left, int top, int right, int bottom) {}

  private final List<UsRegion> regions;
  private final List<Box> boxes;
  private final Box bounds;
  private final int columns;
  private final Redaction redaction;
  private final boolean cut;

  private RegionCrop(List<UsRegion> regions, List<Box> boxes, Box bounds, Box image, boolean cut) {
    this.regions = regions;
    this.boxes = boxes;
    this.bounds = bounds;
    this.columns = image.right();
    this.redaction =
        regions.isEmpty()
            ? Redaction.NONE
            : Redaction.of(
                Redaction.Kind.REGION, "dicom_regions", blackShare(boxes, bounds, image));
    this.cut = cut;
  }

  static RegionCrop of(List<UsRegion> all, int rows, int columns) {
    List<UsRegion> regions = new ArrayList<>();
    List<Box> boxes = new ArrayList<>();
    Box image = new Box(0, 0, columns, rows);
    Box bounds = null;
    boolean cut = false;
    for (UsRegion region : all) {
      if (!region.is2d()) {
        continue;
      }
      Box box =
          new Box(
              Math.max(0, region.minX()),
              Math.max(0, region.minY()),
              (int) Math.min(columns, region.maxX() + 1L),
              (int) Math.min(rows, region.maxY() + 1L));
      cut |=
          region.minX() < 0
              || region.minY() < 0
              || region.maxX() >= columns
              || region.maxY() >= rows;
      if (box.left() < box.right() && box.top() < box.bottom()) {
        regions.add(region);
        boxes.add(box);
        bounds = bounds == null ? box : around(bounds, box);
      }
    }
    return bounds == null
        ? new RegionCrop(List.of(), List.of(image), image, image, cut)
        : new RegionCrop(regions, boxes, bounds, image, cut);
  }

  /** Whether all of the image is kept, because the file names no 2-D region in it. */
  boolean isWholeImage() {
    return regions.isEmpty();
  }

  /** What of a frame is kept: the same of all. */
  Redaction redaction() {
    return redaction;
  }

  boolean isCut() {
    return cut;
  }

  int left() {
    return bounds.left();
  }

  int top() {
    return bounds.top();
  }

  /** The 2-D regions that are inside the image at least in part. */
  List<UsRegion> regions() {
    return regions;
  }

  Image image(byte[] samples, Luma luma) {
    int width = bounds.right() - bounds.left();
    int height = bounds.bottom() - bounds.top();
    float[] pixels = new float[height * width];
    for (Box box : boxes) {
      for (int y = box.top(); y < box.bottom(); y++) {
        int to = (y - bounds.top()) * width - bounds.left();
        for (int x = box.left(); x < box.right(); x++) {
          pixels[to + x] = luma.at(samples, y * columns + x);
        }
      }
    }
    return new Image(pixels, height, width);
  }

  /** The share of an image that lies in no box. */
  private static double blackShare(List<Box> boxes, Box bounds, Box image) {
    int width = bounds.right() - bounds.left();
    BitSet kept = new BitSet();
    for (Box box : boxes) {
      for (int y = box.top(); y < box.bottom(); y++) {
        int row = (y - bounds.top()) * width - bounds.left();
        kept.set(row + box.left(), row + box.right());
      }
    }
    return 1 - (double) kept.cardinality() / ((double) image.right() * image.bottom());
  }

  private static Box around(Box a, Box b) {
    return new Box(
        Math.min(a.left(), b.left()),
        Math.min(a.top(), b.top()),
        Math.max(a.right(), b.right()),
        Math.max(a.bottom(), b.bottom()));
  }
}
