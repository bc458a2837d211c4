/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.image.Image;

/**
 * Where scanners are known to write names on a screen, by {@code top-strips.csv}: at its top, over
 * the whole width. Only original ultrasound screens count: a page of a report shows names anywhere.
 */
final class TopStrips {
  private static final String RESOURCE = "top-strips.csv";
  private static final List<Strip> ALL = read();

  private TopStrips() {}

  /**
   * Where a scanner writes names on screens of a size.
   *
   * @param maker a part of the manufacturer, in capitals
   * @param model a part of the model, in capitals
   * @param rows height of the screen
   * @param columns width of the screen
   * @param stripRows rows at the top that may show names
   */
  record Strip(String maker, String model, int rows, int columns, int stripRows) {
    /** The line of the table, for a reader. */
    String rule() {
      return "%s: %s %s %sx%s".formatted(RESOURCE, maker, model, rows, columns);
    }

    /** The share of the screen that is cut off. */
    double fraction() {
      return (double) stripRows / rows;
    }

    private boolean fits(String manufacturer, String modelName, Image screen) {
      return manufacturer.contains(maker)
          && modelName.contains(model)
          && rows == screen.height()
          && columns == screen.width();
    }
  }

  /** What is known of a screen: the highest strip; empty where nothing is. */
  static Optional<Strip> of(FrameMetadata metadata, Image screen) {
    boolean original =
        metadata.extra().getOrDefault("image_type", "").startsWith("ORIGINAL\\PRIMARY")
            && metadata.extra().getOrDefault("modality", "").equals("US");
    if (!original || metadata.manufacturer() == null || metadata.modelName() == null) {
      return Optional.empty();
    }
    String manufacturer = metadata.manufacturer().toUpperCase(Locale.ROOT);
    String modelName = metadata.modelName().toUpperCase(Locale.ROOT);
    return ALL.stream()
        .filter(known -> known.fits(manufacturer, modelName, screen))
        .max(Comparator.comparing(Strip::stripRows));
  }

  private static List<Strip> read() {
    List<Strip> all = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                TopStrips.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              cells ->
                  all.add(
                      new Strip(
                          cells[0],
                          cells[1],
                          Integer.parseInt(cells[2]),
                          Integer.parseInt(cells[3]),
                          Integer.parseInt(cells[4]))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return List.copyOf(all);
  }
}
