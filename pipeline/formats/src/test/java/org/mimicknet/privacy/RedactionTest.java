/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.Member;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.Redaction;
import org.mimicknet.image.Image;

/**
 * Loops with text on their seventh frame only. What is stored is compared with what pydicom decodes
 * (samples/redaction/make.py).
 */
class RedactionTest {
  private static final int FRAMES = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grey_native.dcm",
        "grey_jpeg_lossless.dcm",
        "colour_native.dcm",
        "colour_rle.dcm",
        "screen.dcm"
      })
  void allFramesAreCutAlikeAndEveryOtherPixelIsThatOfAnotherDecoder(String name) throws Exception {
    JsonNode facts = facts().get(name);
    int height = facts.get("shape").get(1).asInt();
    int width = facts.get("shape").get(2).asInt();
    int samples = facts.get("shape").size() == 4 ? 3 : 1;
    byte[] expected = inflated(facts.get("samples_zlib").asText());

    List<FrameRecord> frames = stored(name);

    assertThat(frames).hasSize(FRAMES);
    for (int k = 0; k < FRAMES; k++) {
      Redaction redaction = frames.get(k).redaction().orElseThrow();
      assertThat(redaction.kind().code()).isEqualTo(facts.get("redaction").asText());
      assertThat(redaction.rule()).contains(facts.get("rule").asText());
      assertThat(redaction.fraction())
          .isCloseTo(facts.get("redacted_fraction").asDouble(), within(1e-12));
      Image clinical = frames.get(k).clinical().orElseThrow();
      assertThat(clinical.size()).isEqualTo(height + " x " + width);
      for (int i = 0; i < height * width; i++) {
        assertThat(clinical.pixels()[i])
            .as("frame %s, pixel %s", k, i)
            .isCloseTo(luma(expected, k * height * width + i, samples), within(1e-6f));
      }
    }
  }

  @Test
  void aTrustedScreenIsStoredWholeAndSaysSo() throws Exception {
    Redaction redaction =
        keyed()
            .trustingPixels()
            .apply(read("screen.dcm").next(), Identifiers.PERSONAL, 0)
            .redaction()
            .orElseThrow();

    assertThat(redaction).isSameAs(Redaction.NONE);
    assertThat(redaction.kind().code()).isEqualTo("none");
    assertThat(redaction.rule()).isEmpty();
    assertThat(redaction.fraction()).isZero();
    assertThat(redaction.textEdges()).isEmpty();
  }

  @Test
  void whoAsksForItGetsTheTextThatIsLeftCounted() throws Exception {
    FrameRecord frame = read("grey_native.dcm").next();

    Redaction redaction =
        keyed().checkingText().apply(frame, Identifiers.PERSONAL, 0).redaction().orElseThrow();

    assertThat(redaction.kind()).isEqualTo(Redaction.Kind.REGION);
    assertThat(redaction.textEdges()).hasValue(TextEdges.count(frame.clinical().orElseThrow()));
    assertThat(stored("grey_native.dcm").get(0).redaction().orElseThrow().textEdges()).isEmpty();
  }

  private List<FrameRecord> stored(String name) throws Exception {
    Privacy privacy = keyed();
    List<FrameRecord> frames = new ArrayList<>();
    read(name).forEachRemaining(frame -> frames.add(privacy.apply(frame, Identifiers.PERSONAL, 0)));
    return frames;
  }

  private Privacy keyed() throws IOException {
    return Privacy.withKey(
        PrivacyKey.read(
            Files.writeString(folder.resolve("key"), "0123456789abcdefghijklmnopqrstuvwxyzABCD")));
  }

  private static Iterator<FrameRecord> read(String name) throws Exception {
    byte[] file = resource(name);
    byte[] head = Arrays.copyOf(file, 1024);
    return FormatReader.of(head)
        .orElseThrow()
        .read(
            new Member(name, (long) file.length, head, new ByteArrayInputStream(file)),
            ReadSettings.DEFAULT);
  }

  private static float luma(byte[] samples, int pixel, int perPixel) {
    if (perPixel == 1) {
      return (samples[pixel] & 0xFF) / 255f;
    }
    int at = 3 * pixel;
    return (float)
        ((0.299 * (samples[at] & 0xFF)
                + 0.587 * (samples[at + 1] & 0xFF)
                + 0.114 * (samples[at + 2] & 0xFF))
            / 255);
  }

  private static JsonNode facts() throws IOException {
    return new ObjectMapper().readTree(resource("FACTS.json"));
  }

  private static byte[] inflated(String base64) throws IOException {
    return new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))
        .readAllBytes();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RedactionTest.class.getResourceAsStream("/samples/redaction/" + name)) {
      return in.readAllBytes();
    }
  }
}
