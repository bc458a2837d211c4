/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.mimicknet.archive.Member;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.reference.SharedData;

/**
 * DICOM files and what independent readers found in them: the real ones of {@code
 * ../shared/samples}, and those that other programs wrote for this tree, in {@code dicom}.
 */
final class DicomSamples {
  private static final List<String> FOLDERS =
      List.of(
          "dicom-us",
          "dicom-codec",
          "dicom-mri-ct",
          "dicom-charset",
          "dicom-malformed",
          "dicomdir-tree");

  private static final String WRITTEN = "dicom/";

  private DicomSamples() {}

  /** The files of this tree, and their facts. */
  static Map<String, JsonNode> written() {
    return WrittenSamples.facts(WRITTEN);
  }

  /** Every real file, by its path below {@code samples}, and its facts. */
  static Map<String, JsonNode> real() {
    try {
      JsonNode facts =
          JsonMapper.builder()
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .build()
              .readTree(SharedData.sample("FACTS.json").toFile());
      Map<String, JsonNode> files = new TreeMap<>();
      Path root = SharedData.sample("");
      for (String folder : FOLDERS) {
        try (Stream<Path> paths = Files.walk(SharedData.sample(folder))) {
          paths
              .filter(Files::isRegularFile)
              .map(path -> root.relativize(path).toString())
              .forEach(name -> files.put(name, facts.path(name)));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file, without the gzip around some of them, which is for the walk of containers. */
  static InputStream open(String name) throws IOException {
    return open(name.startsWith(WRITTEN) ? WrittenSamples.file(name) : SharedData.sample(name));
  }

  static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  /** A file in an archive. */
  static Member member(byte[] bytes) {
    return new Member(
        "archive.zip!/file.dcm",
        (long) bytes.length,
        Arrays.copyOf(bytes, Math.min(bytes.length, 1024)),
        new ByteArrayInputStream(bytes));
  }
}
