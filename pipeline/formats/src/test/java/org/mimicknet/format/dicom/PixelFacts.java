/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.ConformanceTally.Outcome;
import org.mimicknet.format.dicom.codec.FrameLayout;

/** What FACTS.json says of the pixels of a file. */
public record PixelFacts(
    List<Integer> shape, String sha256, String firstSha256, double min, double max, double mean) {
  private static final double LOSSY_LEVELS = 2;

  static PixelFacts of(JsonNode pixels) {
    List<Integer> shape = new ArrayList<>();
    pixels.get("shape").forEach(size -> shape.add(size.asInt()));
    return new PixelFacts(
        shape,
        pixels.get("sha256").asText(),
        pixels.get("frame0_sha256").asText(),
        pixels.get("min").asDouble(),
        pixels.get("max").asDouble(),
        pixels.get("mean").asDouble());
  }

  /** Whether a file is read as two independent decoders do, which its facts name. */
  public static Outcome compared(Path file, JsonNode facts) throws IOException {
    PixelFacts expected = of(facts.get("pixels"));
    try (InputStream in = DicomSamples.open(file)) {
      PixelFacts found = read(in);
      if (found.sha256().equals(expected.sha256())) {
        return Outcome.EQUAL;
      }
      boolean known = facts.at("/pixels/agreed_by").size() > 1;
      return !known
          ? Outcome.NOT_COMPARED
          : found.isClose(expected) ? Outcome.CLOSE : Outcome.DIFFERENT;
    } catch (MemberException e) {
      return Outcome.NOT_COMPARED;
    }
  }

  private boolean isClose(PixelFacts other) {
    return Math.abs(min - other.min) <= LOSSY_LEVELS
        && Math.abs(max - other.max) <= LOSSY_LEVELS
        && Math.abs(mean - other.mean) <= LOSSY_LEVELS / 2;
  }

  /** What the reader finds. */
  static PixelFacts read(InputStream in) throws IOException, MemberException {
    DicomFile file = DicomFile.open(in, ArchiveLimits.DEFAULT);
    FrameLayout layout = file.pixels().layout();
    MessageDigest all = digest();
    String first = null;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long count = 0;
    while (file.hasNext()) {
      byte[] samples = file.next().samples();
      all.update(samples);
      first = first == null ? hex(digest().digest(samples)) : first;
      for (int at = 0; at < samples.length; at += layout.bytesPerSample()) {
        double value = value(samples, at, file.pixels());
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        count++;
      }
    }
    List<Integer> shape =
        new ArrayList<>(List.of(file.pixels().frames(), layout.rows(), layout.columns()));
    if (layout.samples() > 1) {
      shape.add(layout.samples());
    }
    return new PixelFacts(shape, hex(all.digest()), first, min, max, sum / count);
  }

  private static double value(byte[] samples, int at, PixelDescription pixels) {
    ByteBuffer in = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
    boolean signed = pixels.layout().signed();
    return switch (pixels.layout().bytesPerSample()) {
      case 1 -> signed ? in.get(at) : in.get(at) & 0xFF;
      case 2 -> signed ? in.getShort(at) : in.getShort(at) & 0xFFFF;
      case 4 ->
          pixels.kind() == PixelDescription.SampleKind.FLOAT
              ? in.getFloat(at)
              : signed ? in.getInt(at) : in.getInt(at) & 0xFFFF_FFFFL;
      default -> in.getDouble(at);
    };
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
