/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mimicknet.format.ConformanceTally.Outcome;
import org.mimicknet.format.dicom.PixelFacts;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/**
 * Every file that another program wrote, against what independent readers find in it. The page
 * docs/CONFORMANCE.md is made of the counts. To write it anew:
 *
 * <pre>mvn -pl pipeline/formats -am test -Dtest=ConformanceTest -Dmimicknet.write=true
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@NeedsSharedData("files of other programs")
class ConformanceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("mimicknet.root", "../.."), "docs", "CONFORMANCE.md");
  private static final String BEGIN = "<!-- counts -->\n";
  private static final String END = "<!-- /counts -->";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Who wrote the files of a folder, where the folder is not named by the project they are of. */
  private static final List<Map.Entry<String, String>> WRITERS =
      List.of(
          Map.entry("samples/dicom.*/[^/]*(?i:gdcm)[^/]*", "GDCM, by the name of the file"),
          Map.entry("tree/dicom/.*", "pydicom"),
          Map.entry("tree/mat/v73.*", "h5py"),
          Map.entry("tree/mat/.*", "scipy"),
          Map.entry("tree/nifti/.*", "nibabel"),
          Map.entry("tree/uff/python.*", "pyuff-ustb"),
          Map.entry("tree/uff/(?!python).*", "h5py"),
          Map.entry("tree/zea/toolbox.*", "the toolbox zea 0.1.8"),
          Map.entry("tree/(zea|hdf5)/(?!toolbox).*", "h5py"),
          Map.entry("tree/archives/.*", "zipfile, tarfile, 7-Zip"),
          Map.entry("fieldcases/(0|1).*", "pydicom"),
          Map.entry("fieldcases/2(0|1|2-|2b|3).*", "scipy"),
          Map.entry("fieldcases/22c.*", "MATLAB, inside of scipy's"),
          Map.entry("fieldcases/24.*", "h5py"),
          Map.entry("fieldcases/25.*", "Octave"),
          Map.entry("fieldcases/26.*", "zea's layouts by h5py"),
          Map.entry("fieldcases/27.*", "nibabel"),
          Map.entry("fieldcases/28.*", "gzip, bzip2, xz"),
          Map.entry("fieldcases/29.*", "pyuff-ustb, h5py"),
          Map.entry("fieldcases/3[0-7].*", "zipfile, tarfile, 7-Zip"),
          Map.entry("fieldcases/5.*", "scipy, in zips with CSVs"));

  private static final List<Map.Entry<String, String>> FORMATS =
      List.of(
          Map.entry("[^/]+/dicom.*|fieldcases/.*dcm", "DICOM"),
          Map.entry("[^/]+/mat-v73.*|tree/mat/v73.*|fieldcases/24.*", "MAT 7.3"),
          Map.entry(
              "samples/mat-(v[45]|malformed).*|tree/mat/(?!v73).*|fieldcases/2[0-3].*mat",
              "MAT 4 to 7"),
          Map.entry("samples/hdf5.*|tree/hdf5.*", "HDF5"),
          Map.entry("tree/zea.*|fieldcases/26.*", "zea"),
          Map.entry("[^/]+/nifti.*|fieldcases/.*nii[.a-z0-9]*", "NIfTI"),
          Map.entry("tree/uff.*|samples/generated-uff.*|fieldcases/29.*", "UFF"),
          Map.entry("samples/clarius.*", "Clarius"),
          Map.entry("[^/]+/archives.*|fieldcases/(28.*tar.gz|3[0-7].*|5.*)", "containers"),
          Map.entry("fieldcases/25.*", "text of Octave"));

  private final ConformanceTally tally = new ConformanceTally();
  private final List<String> different = new ArrayList<>();

  @Test
  void everyFileIsReadAsIndependentReadersDoOrRefusedWithAReason() throws IOException {
    for (Map.Entry<String, JsonNode> fact : facts(SharedData.sample("FACTS.json")).entrySet()) {
      if (!fact.getKey().startsWith("mimicknet-csv/")) {
        Path file = SharedData.sample(fact.getKey());
        count("samples/" + fact.getKey(), file, read -> compared(file, fact.getValue(), read));
      }
    }
    for (Map.Entry<String, JsonNode> fact : WrittenSamples.facts("").entrySet()) {
      Path file = WrittenSamples.file(fact.getKey());
      count("tree/" + fact.getKey(), file, read -> compared(file, fact.getValue(), read));
    }
    for (Map.Entry<String, Map<String, JsonNode>> fact : FieldCases.sources().entrySet()) {
      String source = fact.getKey();
      count(
          "fieldcases/" + source,
          SharedData.fieldCase(source),
          records -> outcome(() -> FieldCases.assertEqual(source, fact.getValue(), records)));
    }

    assertThat(different).isEmpty();
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + tally.table()
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("mimicknet.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static Map<String, JsonNode> facts(Path file) throws IOException {
    return JSON.readTree(file.toFile()).properties().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** Compares the records of a file with its facts. */
  @FunctionalInterface
  private interface Comparison {
    Outcome of(List<FrameRecord> records) throws IOException;
  }

  private void count(String name, Path file, Comparison comparison) throws IOException {
    List<FrameRecord> records = FrameRecords.of(file);
    if (records.stream().allMatch(record -> record.reason().isPresent())) {
      tally.refused(format(name), writer(name), records);
      return;
    }
    Outcome outcome = comparison.of(records);
    if (outcome == Outcome.DIFFERENT) {
      different.add(name);
    }
    tally.read(format(name), writer(name), outcome);
  }

  private static Outcome compared(Path file, JsonNode facts, List<FrameRecord> records)
      throws IOException {
    if (facts.has("pixels")) {
      return PixelFacts.compared(file, facts);
    }
    if (facts.at("/data/shape").size() > 1) {
      return outcome(() -> VolumeFacts.assertEqual(file.toString(), facts.get("data"), records));
    }
    double tolerance = facts.path("tolerance").asDouble(0);
    return facts.has("frames") && facts.get("frames").isArray()
        ? outcome(() -> FrameFacts.assertEqual(facts.get("frames"), records, tolerance))
        : Outcome.NOT_COMPARED;
  }

  private static Outcome outcome(Runnable assertion) {
    try {
      assertion.run();
      return Outcome.EQUAL;
    } catch (AssertionError e) {
      return Outcome.DIFFERENT;
    }
  }

  private static String format(String name) {
    return first(FORMATS, name).orElseThrow(() -> new AssertionError("No format: " + name));
  }

  private static String writer(String name) {
    return first(WRITERS, name).orElseGet(() -> project(name));
  }

  private static Optional<String> first(List<Map.Entry<String, String>> patterns, String name) {
    return patterns.stream()
        .filter(pattern -> name.matches(pattern.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String project(String name) {
    Matcher project = Pattern.compile("samples/[^/]+/([^/]+)/.*").matcher(name);
    return project.matches() ? project.group(1).replace("__", "/") : "others";
  }
}
