/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mimicknet.image.Image;

/**
 * Counts edges that look like written text, without reading it: bright upright strokes with sharp
 * sides, of one width and one grey from top to bottom, that stand side by side. Speckle has spots
 * as sharp and as bright, but not several of one width and grey in a line. Text darker than what is
 * around it is not found, nor are letters under about ten pixels.
 *
 * <p>One pass over the pixels in integers; memory for two rows and at most {@value #MOST_STEMS}
 * strokes.
 */
final class TextEdges {
  private static final int LEVELS = 255;

  /** The least grey of a stroke, and by how much it is brighter than both its sides. */
  private static final int BRIGHT = 100;

  private static final int CONTRAST = 80;

  /** How far from a stroke the dark beside it may begin: the width of a smoothed edge. */
  private static final int REACH = 2;

  private static final int WIDEST = 10;

  /** Rows that a stroke must cross and may span; a crossbar may interrupt it for {@link #GAP}. */
  private static final int SHORTEST = 4;

  private static final int LONGEST = 64;
  private static final int GAP = 2;

  /** By how much the rows of one stroke may differ, and the strokes of one line of text. */
  private static final int SAME_GREY_IN_STROKE = 40;

  private static final int SAME_GREY_IN_LINE = 28;

  /** Strokes beside a stroke that make it a part of a text, and how many of its heights away. */
  private static final int COMPANIONS = 2;

  private static final int HEIGHTS_AWAY = 3;
  private static final int MOST_STEMS = 20_000;
  private static final Comparator<Stem> LEFT_TO_RIGHT =
      Comparator.comparingInt(stem -> stem.centre);

  private final int[] row;
  private final List<Stem> stems = new ArrayList<>();
  private List<Stem> open = new ArrayList<>();

  private TextEdges(int width) {
    this.row = new int[width + 2 * REACH];
  }

  /** An upright stroke while it grows from row to row; positions doubled, for halves of pixels. */
  private static final class Stem {
    private final int top;
    private final int firstCentre;
    private int bottom;
    private int rows = 1;
    private int centre;
    private int width;
    private int darkest;
    private int brightest;

    Stem(int y, int centre, int width, int grey) {
      this.top = y;
      this.firstCentre = centre;
      this.bottom = y;
      this.centre = centre;
      this.width = width;
      this.darkest = grey;
      this.brightest = grey;
    }

    boolean continuesWith(int y, int otherCentre, int otherWidth, int grey) {
      return bottom >= y - 1 - GAP
          && Math.abs(centre - otherCentre) <= 2
          && Math.abs(width - otherWidth) <= 1
          && Math.max(brightest, grey) - Math.min(darkest, grey) <= SAME_GREY_IN_STROKE;
    }

    void grow(int y, int otherCentre, int otherWidth, int grey) {
      bottom = y;
      rows++;
      centre = otherCentre;
      width = otherWidth;
      darkest = Math.min(darkest, grey);
      brightest = Math.max(brightest, grey);
    }

    int height() {
      return bottom - top + 1;
    }

    boolean isStroke() {
      return rows >= SHORTEST && height() <= LONGEST && Math.abs(centre - firstCentre) <= height();
    }

    boolean isBeside(Stem other) {
      int smaller = Math.min(height(), other.height());
      int slack = 1 + smaller / 10;
      boolean inLine =
          Math.abs(top - other.top) <= slack || Math.abs(bottom - other.bottom) <= slack;
      return inLine
          && Math.abs(firstCentre - other.firstCentre) >= 2
          && Math.max(height(), other.height()) <= 2 * smaller
          && Math.abs(width - other.width) <= 1
          && Math.abs(brightest - other.brightest) <= SAME_GREY_IN_LINE;
    }
  }

  /** The count for an image in any unit; 0 where all of it is of one value. */
  static int count(Image image) {
    float[] pixels = image.pixels();
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float pixel : pixels) {
      if (Float.isFinite(pixel)) {
        low = Math.min(low, pixel);
        high = Math.max(high, pixel);
      }
    }
    if (!(low < high)) {
      return 0;
    }
    float scale = LEVELS / (high - low);
    int width = image.width();
    TextEdges edges = new TextEdges(width);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        float pixel = pixels[y * width + x];
        edges.row[REACH + x] = Float.isFinite(pixel) ? (int) ((pixel - low) * scale) : 0;
      }
      edges.addRow(y, width);
    }
    edges.open.forEach(edges::close);
    return edges.inText();
  }

  /** Finds the strokes that cross a row: short bright runs between two dark sides. */
  private void addRow(int y, int width) {
    List<Stem> crossing = new ArrayList<>();
    int candidate = 0;
    int x = REACH;
    while (x < width + REACH) {
      if (row[x] < BRIGHT) {
        x++;
        continue;
      }
      int start = x;
      int peak = 0;
      while (x < width + REACH && row[x] >= BRIGHT) {
        peak = Math.max(peak, row[x++]);
      }
      int length = x - start;
      int dark = peak - CONTRAST;
      boolean isStroke =
          length <= WIDEST
              && Math.min(row[start - 1], row[start - 2]) <= dark
              && Math.min(row[x], row[Math.min(x + 1, row.length - 1)]) <= dark;
      if (isStroke) {
        int centre = start + x - 1;
        while (candidate < open.size() && open.get(candidate).centre < centre - 2) {
          candidate++;
        }
        Stem found = null;
        for (int i = candidate; i < open.size() && open.get(i).centre <= centre + 2; i++) {
          if (open.get(i).continuesWith(y, centre, length, peak)) {
            found = open.get(i);
          }
        }
        if (found == null) {
          crossing.add(new Stem(y, centre, length, peak));
        } else {
          found.grow(y, centre, length, peak);
          crossing.add(found);
        }
      }
    }
    for (Stem stem : open) {
      if (stem.bottom < y - GAP) {
        close(stem);
      } else if (stem.bottom < y) {
        crossing.add(stem);
      }
    }
    crossing.sort(LEFT_TO_RIGHT);
    open = crossing;
  }

  private void close(Stem ended) {
    if (ended.isStroke() && stems.size() < MOST_STEMS) {
      stems.add(ended);
    }
  }

  /** Both edges of every stroke that stands in a line of others. */
  private int inText() {
    stems.sort(Comparator.comparingInt(stem -> stem.firstCentre));
    int edges = 0;
    for (int i = 0; i < stems.size(); i++) {
      edges += hasCompanions(i) ? 2 : 0;
    }
    return edges;
  }

  private boolean hasCompanions(int index) {
    Stem stem = stems.get(index);
    int near = 2 * HEIGHTS_AWAY * stem.height();
    int found = 0;
    for (int step = -1; step <= 1; step += 2) {
      for (int i = index + step;
          i >= 0
              && i < stems.size()
              && Math.abs(stems.get(i).firstCentre - stem.firstCentre) <= near
              && found < COMPANIONS;
          i += step) {
        found += stem.isBeside(stems.get(i)) ? 1 : 0;
      }
    }
    return found >= COMPANIONS;
  }
}
