/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.clarius;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.PixelScope;

/**
 * What the {@code .yml} beside raw data says: lines {@code key: number unit}, then a list of the
 * transmitted lines. It is read line by line, for it is no YAML ({@code tgc: {..}{..}} is none).
 *
 * @param numbers by key, in the file's own units: MHz, mm, Hz
 * @param hasEnsembles whether neighbouring lines were sent at one place, as colour Doppler does
 */
record CaptureParameters(Map<String, Double> numbers, boolean hasEnsembles) {
  static final CaptureParameters NONE = new CaptureParameters(Map.of(), false);

  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern NUMBER =
      Pattern.compile("([a-z][a-z ]{0,40}): (\\d{1,9}(?:\\.\\d{1,15})?)(?: [A-Za-z]{1,3})?");

  /** Reads the first MiB, which holds all that is taken of a real file. */
  static CaptureParameters of(InputStream in) throws IOException {
    String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    Map<String, Double> numbers = new TreeMap<>();
    boolean ensembles = false;
    String previous = "";
    for (String line : text.lines().toList()) {
      Matcher matcher = NUMBER.matcher(line.strip());
      if (matcher.matches()) {
        numbers.putIfAbsent(matcher.group(1), Double.parseDouble(matcher.group(2)));
      }
      boolean isLine = line.startsWith("  - {rx element:");
      ensembles |= isLine && line.equals(previous);
      previous = line;
    }
    return new CaptureParameters(numbers, ensembles);
  }

  /** The longest time between IQ and envelope of one frame [ns]: half a frame. */
  double pairingNs() {
    double rate = numbers.getOrDefault("frame rate", 0.0);
    return rate > 0 ? 0.5e9 / rate : Double.POSITIVE_INFINITY;
  }

  FrameMetadata metadata() {
    Map<String, String> extra = new TreeMap<>();
    put(extra, "imaging_depth_mm", "imaging depth", 1);
    put(extra, "sampling_rate_hz", "sampling rate", 1e6);
    put(extra, "delay_samples", "delay samples", 1);
    put(extra, "frame_rate_hz", "frame rate", 1);
    Double transmit = numbers.get("transmit frequency");
    return FrameMetadata.builder()
        .manufacturer("Clarius")
        .frequencyHz(transmit == null ? null : transmit * 1e6)
        .pixelScope(PixelScope.RECONSTRUCTED)
        .extra(extra)
        .build();
  }

  private void put(Map<String, String> extra, String name, String key, double factor) {
    if (numbers.containsKey(key)) {
      extra.put(name, Double.toString(numbers.get(key) * factor));
    }
  }
}
