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
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.image.Image;

/**
 * Where scanners are known to write names on a screen, by {@code top-strips.csv}: at its top, over
 * the whole width. Only original ultrasound screens count: a page of a report shows names anywhere.
 */
final class TopStrips {
  private static final String RESOURCE = "top-strips.csv";
  private static final List<Known> ALL = read();

  private TopStrips() {}

  private record Known(String maker, String model, int rows, int columns, int stripRows) {
    private boolean fits(String manufacturer, String modelName, Image screen) {
      return manufacturer.contains(maker)
          && modelName.contains(model)
          && rows == screen.height()
          && columns == screen.width();
    }
  }

  /** The rows at the top of a screen that may show names; empty where nothing is known. */
  static OptionalInt rows(FrameMetadata metadata, Image screen) {
    boolean original =
        metadata.extra().getOrDefault("image_type", "").startsWith("ORIGINAL\\PRIMARY")
            && metadata.extra().getOrDefault("modality", "").equals("US");
    if (!original || metadata.manufacturer() == null || metadata.modelName() == null) {
      return OptionalInt.empty();
    }
    String manufacturer = metadata.manufacturer().toUpperCase(Locale.ROOT);
    String modelName = metadata.modelName().toUpperCase(Locale.ROOT);
    return ALL.stream()
        .filter(known -> known.fits(manufacturer, modelName, screen))
        .mapToInt(Known::stripRows)
        .max();
  }

  private static List<Known> read() {
    List<Known> all = new ArrayList<>();
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
                      new Known(
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
