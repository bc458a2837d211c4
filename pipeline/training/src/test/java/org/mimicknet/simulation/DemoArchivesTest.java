/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

class DemoArchivesTest {
  private static final int FRAMES = 9;
  private static final String PUBLISHED_COLUMNS =
      "filename,axial_samples,lateral_samples,initial_radius,final_radius,initial_angle,"
          + "final_angle,f0,timestamp_id,datapath,probe,scanner,target,f0_mhz,span_deg,focus_cm,v,"
          + "harm";

  @TempDir private static Path folder;
  private static DemoContents contents;
  private static Map<String, byte[]> members;

  @BeforeAll
  static void write() throws IOException {
    contents = DemoArchives.in(folder).frames(FRAMES).write();
    members = readAll();
  }

  @Test
  void everyGoodFrameLiesWhereTheResultSaysWithItsSize() throws IOException {
    assertThat(contents.frames()).hasSize(FRAMES).doesNotHaveDuplicates();
    assertThat(contents.frames().stream().map(DemoContents.Frame::site).distinct())
        .containsExactlyInAnyOrder("north-hospital", "river-clinic", "lab");
    for (DemoContents.Frame frame : contents.frames()) {
      assertThat(frame.path()).matches(".*scanner[ABC]\\.\\d{14}_part\\d+_0\\.mat");
      assertThat(frame.path()).contains("." + frame.studyId() + "_");
      try (MatFile mat = mat(members.get(frame.path()))) {
        Matrix iq = mat.getMatrix("iq");
        Matrix dtce = mat.getMatrix("dtce");
        assertThat(iq.isComplex()).isTrue();
        assertThat(dtce.isComplex()).isFalse();
        assertThat(iq.getDimensions()).containsExactly(frame.height(), frame.width());
        assertThat(dtce.getDimensions()).containsExactly(frame.height(), frame.width());
        assertThat(dtce.getDouble(frame.height() / 2, frame.width() / 2)).isBetween(1.0, 3995.0);
      }
    }
  }

  @Test
  void nothingElseLiesThere() {
    List<String> said = new ArrayList<>();
    contents.frames().forEach(frame -> said.add(frame.path()));
    contents.copies().forEach(frame -> said.add(frame.path()));
    contents.broken().forEach(broken -> said.add(broken.path()));
    said.add("north-hospital/2026-03.zip!/metadata.csv");
    said.add("north-hospital/2026-04.zip!/metadata.csv");
    said.add("river-clinic/archive.tar.gz!/metadata.csv");
    said.add("lab/metadata.csv");

    assertThat(members.keySet()).containsExactlyInAnyOrderElementsOf(said);
    assertThat(contents.metadata()).containsExactly(folder.resolve("lab/metadata.csv"));
  }

  @Test
  void theStoredPixelsAreThoseOfTheSimulator() throws IOException {
    DemoStudy study = DemoStudy.plan(FRAMES).get(0);
    IqFrame iq =
        IqSimulator.simulate(study.acquisition(0), IqSimulator.mix(20260301, study.index()), 0);
    double[] clinical = ClinicalChain.SMOOTH.apply(iq);

    try (MatFile mat = mat(members.get(contents.frames().get(0).path()))) {
      for (int[] at : new int[][] {{0, 1}, {300, 5}, {511, 127}}) {
        int index = at[0] * iq.width() + at[1];
        Matrix stored = mat.getMatrix("iq");
        assertThat(stored.getDouble(at[0], at[1])).isEqualTo(Math.rint(iq.re()[index]));
        assertThat(stored.getImaginaryDouble(at[0], at[1])).isEqualTo(Math.rint(iq.im()[index]));
        assertThat(Math.abs(mat.getMatrix("dtce").getDouble(at[0], at[1]) - clinical[index]))
            .isLessThanOrEqualTo(1.0 / 16);
      }
    }
  }

  @Test
  void aFrameIsThereTwice() {
    DemoContents.Frame copy = contents.copies().get(0);

    assertThat(contents.copies()).hasSize(1);
    assertThat(copy.path()).startsWith("north-hospital/2026-04.zip!/");
    assertThat(members.get(copy.path())).isEqualTo(members.get(contents.frames().get(0).path()));
  }

  @Test
  void brokenMembersAreBrokenAsTheySay() throws IOException {
    Map<Breakage, byte[]> broken = new HashMap<>();
    contents.broken().forEach(b -> broken.put(b.kind(), members.get(b.path())));
    assertThat(broken.keySet()).containsExactlyInAnyOrder(Breakage.values());

    assertThatThrownBy(() -> mat(broken.get(Breakage.TRUNCATED_MAT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("EOFException");
    assertThat(new String(broken.get(Breakage.TEXT_FILE), UTF_8)).startsWith("Frames of");
    try (MatFile mat = mat(broken.get(Breakage.SIZE_MISMATCH))) {
      assertThat(mat.getMatrix("dtce").getNumCols())
          .isEqualTo(mat.getMatrix("iq").getNumCols() - 8);
    }
    try (MatFile mat = mat(broken.get(Breakage.NAN_PIXELS))) {
      assertThat(mat.getMatrix("dtce").getDouble(0, 0)).isNaN();
      assertThat(mat.getMatrix("dtce").getDouble(1, 0)).isFinite();
    }
    try (MatFile mat = mat(broken.get(Breakage.CONSTANT_FRAME))) {
      Matrix iq = mat.getMatrix("iq");
      for (int i = 0; i < iq.getNumElements(); i++) {
        assertThat(iq.getDouble(i)).isEqualTo(100);
      }
    }
    try (MatFile mat = mat(broken.get(Breakage.TINY_FRAME))) {
      assertThat(mat.getMatrix("iq").getDimensions()).containsExactly(16, 16);
    }
    assertThat(broken.get(Breakage.TRUNCATED_ARCHIVE)).isNull();
  }

  @Test
  void metadataHaveThePublishedColumnsAndTheSite() {
    List<String> lines = new String(members.get("lab/metadata.csv"), UTF_8).lines().toList();

    assertThat(lines.get(0)).isEqualTo(PUBLISHED_COLUMNS + ",site");
    for (String line : lines) {
      assertThat(line.split(",", -1)).hasSize(19);
    }
    String[] first = lines.get(1).split(",", -1);
    assertThat(first[0]).isEqualTo("scannerC.20260302001500_part1_0.mat");
    assertThat(List.of(first).subList(7, 19))
        .containsExactly(
            "3500000.0",
            "20260302001500",
            "",
            "l6",
            "scannerC",
            "phantom",
            "3.5",
            "10.0",
            "3.0",
            "48.0",
            "0",
            "lab");
    assertThat(Double.parseDouble(first[4]) - Double.parseDouble(first[3])).isEqualTo(512);
  }

  @Test
  void everyMatFileHasExactlyOneRow() {
    List<String> named = new ArrayList<>();
    members.forEach(
        (path, bytes) -> {
          if (path.endsWith("metadata.csv")) {
            new String(bytes, UTF_8)
                .lines()
                .skip(1)
                .forEach(l -> named.add(l.substring(0, l.indexOf(','))));
          }
        });
    List<String> files =
        members.keySet().stream()
            .filter(path -> path.endsWith(".mat"))
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .toList();

    assertThat(named).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void equalSeedsGiveEqualBytesAndAnotherSeedDoesNot(@TempDir Path other) throws IOException {
    DemoArchives.in(other.resolve("a")).frames(1).seed(5).write();
    DemoArchives.in(other.resolve("b")).frames(1).seed(5).write();
    DemoArchives.in(other.resolve("c")).frames(1).seed(6).write();

    Map<String, byte[]> first = files(other.resolve("a"));
    Map<String, byte[]> second = files(other.resolve("b"));
    Map<String, byte[]> third = files(other.resolve("c"));
    assertThat(second.keySet()).isEqualTo(first.keySet());
    second.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
    assertThat(third.get("north-hospital/2026-03.zip"))
        .isNotEqualTo(first.get("north-hospital/2026-03.zip"));
    assertThat(first.keySet()).noneMatch(name -> name.endsWith(".partial"));
  }

  @Test
  void refusesNoFrames() {
    assertThatThrownBy(() -> DemoArchives.in(folder).frames(0))
        .hasMessage("Cannot make demonstration archives of 0 frames: at least 1 is needed");
  }

  private static MatFile mat(byte[] bytes) throws IOException {
    return Mat5.newReader(Sources.wrap(ByteBuffer.wrap(bytes))).readMat();
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  /** Every member by its path; null for one that ends too early. */
  private static Map<String, byte[]> readAll() throws IOException {
    Map<String, byte[]> all = new HashMap<>();
    for (String name : files(folder).keySet()) {
      Path file = folder.resolve(name);
      if (name.endsWith(".zip")) {
        var zip = new ZipArchiveInputStream(open(file));
        readMembers(name, zip, zip::getNextEntry, all);
      } else if (name.endsWith(".tar")) {
        var tar = new TarArchiveInputStream(open(file));
        readMembers(name, tar, tar::getNextEntry, all);
      } else if (name.endsWith(".tar.gz")) {
        var tar = new TarArchiveInputStream(new GZIPInputStream(open(file)));
        readMembers(name, tar, tar::getNextEntry, all);
      } else {
        all.put(name, Files.readAllBytes(file));
      }
    }
    return all;
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private interface Members {
    ArchiveEntry next() throws IOException;
  }

  private static void readMembers(
      String archive, InputStream in, Members members, Map<String, byte[]> all) throws IOException {
    try (in) {
      for (ArchiveEntry e = members.next(); e != null; e = members.next()) {
        String path = archive + "!/" + e.getName();
        try {
          all.put(path, in.readAllBytes());
        } catch (IOException truncated) {
          assertThat(truncated).hasMessageContaining("runcated");
          all.put(path, null);
          return;
        }
      }
    }
  }
}
