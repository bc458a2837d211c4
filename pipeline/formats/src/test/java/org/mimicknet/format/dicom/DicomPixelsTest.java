/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/**
 * Every DICOM file, written for this tree or real: what two independent decoders agree on is read
 * with identical bytes, and nothing is skipped silently.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DicomPixelsTest {
  private static final double LOSSY_LEVELS = 2;
  private static final Set<String> LOSSY_12_BIT =
      Set.of(
          "CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm",
          "JPGExtended.dcm",
          "MR1_JPLY",
          "XA1_JPLY",
          "jpeg_12.dcm");

  /** Files that one decoder reads, another than we: the file that holds the same image. */
  private static final Map<String, String> SAME_IMAGE =
      Map.of(
          "CT0012.fragmented_no_bot_jpeg_ls.80.dcm",
          "dicom-codec/cornerstonejs__dicomParser/CT0012.not_fragmented_no_bot_jpeg_ls.80.dcm",
          "liver_j2k.dcm",
          "dicom-codec/pydicom__pydicom-data/liver.dcm",
          "liver_nonbyte_aligned_j2k.dcm",
          "dicom-codec/pydicom__pydicom-data/liver_nonbyte_aligned.dcm");

  /** The same, where the image is only known within a tolerance. */
  private static final Map<String, String> CLOSE_IMAGE =
      Map.of(
          "CT0012.fragmented_no_bot_jpeg_ls.81.dcm",
          "dicom-codec/cornerstonejs__dicomParser/CT0012.explicit_little_endian.dcm",
          "GDCMJ2K_TextGBR.dcm",
          "dicom-codec/pydicom__pydicom/GDCMJ2K_TextGBR.dcm");

  /** Files that one decoder fills up or reads at its own risk. */
  private static final Map<String, Reason> REFUSED =
      Map.of(
          "multiframe.dcm", Reason.MALFORMED,
          "GH340.dcm", Reason.UNSUPPORTED_FORMAT,
          "MR_truncated.dcm", Reason.TRUNCATED);

  private static final Map<String, Integer> WRITTEN =
      Map.ofEntries(
          Map.entry("agreed: identical", 22),
          Map.entry("agreed: within 2 levels", 2),
          Map.entry("agreed: refused as unsupported_transfer_syntax", 1),
          Map.entry("none: missing_data", 1),
          Map.entry("none: truncated", 1),
          Map.entry("none: unsupported_transfer_syntax", 1));

  private static final Map<String, Integer> REAL =
      Map.ofEntries(
          Map.entry("agreed: identical", 169),
          Map.entry("agreed: within 2 levels", 4),
          Map.entry("agreed: refused as unsupported_transfer_syntax", 4),
          Map.entry("one decoder: identical", 4),
          Map.entry("one decoder: as another file", 3),
          Map.entry("one decoder: within 2 levels", 2),
          Map.entry("one decoder: refused", 3),
          Map.entry("none: missing_data", 69),
          Map.entry("none: truncated", 3),
          Map.entry("none: unsupported_format", 10),
          Map.entry("none: unsupported_transfer_syntax", 6));

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private Map<String, JsonNode> files;

  @BeforeAll
  void readFacts() {
    files = new TreeMap<>(DicomSamples.written());
    if (SharedData.isPresent()) {
      files.putAll(DicomSamples.real());
    }
  }

  Stream<Arguments> written() {
    return arguments(DicomSamples.written());
  }

  Stream<Arguments> real() {
    return arguments(DicomSamples.real());
  }

  private static Stream<Arguments> arguments(Map<String, JsonNode> samples) {
    return samples.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("written")
  void aWrittenFileIsReadAsIndependentDecodersDoOrRefused(String name, JsonNode facts)
      throws IOException {
    isReadAsIndependentDecodersDoOrRefusedWithAReason(name, facts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("real")
  @NeedsSharedData("DICOM files of real systems")
  void aRealFileIsReadAsIndependentDecodersDoOrRefused(String name, JsonNode facts)
      throws IOException {
    isReadAsIndependentDecodersDoOrRefusedWithAReason(name, facts);
  }

  private void isReadAsIndependentDecodersDoOrRefusedWithAReason(String name, JsonNode facts)
      throws IOException {
    JsonNode pixels = facts.path("pixels");
    if (pixels.isMissingNode()) {
      assertThat(refusal(name)).as("reason for a file without pixels").isIn(reasons(facts));
    } else if (pixels.path("agreed_by").size() >= 2) {
      agreed(name, facts, PixelFacts.of(pixels));
    } else {
      single(name, PixelFacts.of(pixels));
    }
  }

  @AfterAll
  void everyFileHasItsOutcome() {
    Map<String, Integer> expected = new TreeMap<>(WRITTEN);
    if (SharedData.isPresent()) {
      REAL.forEach((outcome, count) -> expected.merge(outcome, count, Integer::sum));
    }
    assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(files).hasSize(expected.values().stream().mapToInt(Integer::intValue).sum());
  }

  private void agreed(String name, JsonNode facts, PixelFacts expected) throws IOException {
    if (LOSSY_12_BIT.contains(fileName(name))) {
      assertThat(refusal(name)).isEqualTo(Reason.UNSUPPORTED_TRANSFER_SYNTAX);
      count("agreed: refused as unsupported_transfer_syntax");
      return;
    }
    PixelFacts found = read(name);
    assertThat(found.shape()).isEqualTo(expected.shape());
    boolean identical = found.sha256().equals(expected.sha256());
    boolean lossy = facts.path("ts_name").asText().equals("J2K") || facts.has("tolerance");
    if (!identical && lossy) {
      assertClose(found, expected);
      count("agreed: within 2 levels");
      return;
    }
    assertThat(found.sha256()).as("all frames").isEqualTo(expected.sha256());
    assertThat(found.firstSha256()).as("the first frame").isEqualTo(expected.firstSha256());
    count("agreed: identical");
  }

  private void single(String name, PixelFacts expected) throws IOException {
    String file = fileName(name);
    if (REFUSED.containsKey(file)) {
      assertThat(refusal(name)).isEqualTo(REFUSED.get(file));
      count("one decoder: refused");
    } else if (SAME_IMAGE.containsKey(file)) {
      PixelFacts same = PixelFacts.of(files.get(SAME_IMAGE.get(file)).path("pixels"));
      assertThat(read(name).sha256()).isEqualTo(same.sha256());
      count("one decoder: as another file");
    } else if (CLOSE_IMAGE.containsKey(file)) {
      assertClose(read(name), PixelFacts.of(files.get(CLOSE_IMAGE.get(file)).path("pixels")));
      count("one decoder: within 2 levels");
    } else {
      assertThat(read(name).sha256()).isEqualTo(expected.sha256());
      count("one decoder: identical");
    }
  }

  private static void assertClose(PixelFacts found, PixelFacts expected) {
    assertThat(found.min()).isCloseTo(expected.min(), within(LOSSY_LEVELS));
    assertThat(found.max()).isCloseTo(expected.max(), within(LOSSY_LEVELS));
    assertThat(found.mean()).isCloseTo(expected.mean(), within(LOSSY_LEVELS / 2));
  }

  private static Set<Reason> reasons(JsonNode facts) {
    String known = facts.at("/frames/0/reason").asText();
    if (!known.isEmpty()) {
      return Stream.of(Reason.values())
          .filter(reason -> reason.code().equals(known))
          .collect(Collectors.toSet());
    }
    String syntax = facts.path("ts").asText();
    if (facts.path("has_pixels").asBoolean() && !syntax.isEmpty() && !facts.path("rows").isNull()) {
      return Set.of(Reason.UNSUPPORTED_TRANSFER_SYNTAX);
    }
    return Set.of(Reason.MISSING_DATA, Reason.TRUNCATED, Reason.UNSUPPORTED_FORMAT);
  }

  private PixelFacts read(String name) throws IOException {
    try (InputStream in = DicomSamples.open(name)) {
      return PixelFacts.read(in);
    } catch (MemberException e) {
      throw new AssertionError("Refused: " + e.getMessage(), e);
    }
  }

  private Reason refusal(String name) throws IOException {
    try (InputStream in = DicomSamples.open(name)) {
      throw new AssertionError("Read instead of refused: " + PixelFacts.read(in));
    } catch (MemberException e) {
      assertThat(e.getMessage()).isNotBlank();
      if (files.get(name).path("pixels").isMissingNode()) {
        count("none: " + e.reason().code());
      }
      return e.reason();
    }
  }

  private void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
