/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.ArchivePlan;
import org.mimicknet.archive.Source;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Which row of the metadata CSVs of an archive each of its frames meets. */
class MetadataJoinTest {
  private static final String HEADER = "filename,timestamp_id,probe\n";

  @TempDir Path folder;

  /** What Python's {@code csv} reads of the rows, told the separator and encoding of each. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blank_first_lines | 20260301101116 | L12-3 | liver | 5000000 | 40",
        "bom_crlf | 20260301101101 | L12-3 | liver | 5000000 | 40",
        "comment_line | 20260301101122 | L12-3 | liver | 5000000 | 40",
        "control | 20260301101100 | L12-3 | liver | 5000000 | 40",
        "cr_only | 20260301101113 | L12-3 | liver | 5000000 | 40",
        "decimal_comma | 20260301101118 | L12-3 | liver | 5000000.5 | 40.5",
        "empty_lines_and_totals | 20260301101123 | L12-3 | liver | 5000000 | 40",
        "excel_scientific | frame_117 | L12-3 | liver | 5000000 | 40",
        "header_spaces_case | 20260301101115 | L12-3 | liver | 5000000 | 40",
        "header_twice | 20260301101111 | L12-3 | liver | 5000000 | 40",
        "latin1 | 20260301101108 | L12-3 | Pr\u00FCfk\u00F6rper | 5000000 | 40",
        "no_last_newline | 20260301101114 | L12-3 | liver | 5000000 | 40",
        "quoted_header | 20260301101110 | L12-3 | liver | 5000000 | 40",
        "quoted_newline | 20260301101109 | L12-3 | liver | 5000000 | 40",
        "semicolon | 20260301101102 | L12-3 | liver | 5000000 | 40",
        "semicolon_bom_crlf | 20260301101103 | L12-3 | liver | 5000000 | 40",
        "tabs | 20260301101105 | L12-3 | liver | 5000000 | 40",
        "utf16_commas | 20260301101107 | L12-3 | liver | 5000000 | 40",
        "utf16_tabs | 20260301101106 | L12-3 | liver | 5000000 | 40",
        "windows_path | 20260301101120 | L12-3 | liver | 5000000 | 40",
      })
  @NeedsSharedData("the field cases")
  void csvsAreReadAsPeopleSaveThem(
      String name, String study, String probe, String target, double frequencyHz, double voltageV)
      throws IOException {
    List<FrameRecord> records = FrameRecords.of(SharedData.fieldCase("50-csv/" + name + ".zip"));

    assertThat(records).hasSize(1);
    FrameMetadata metadata = records.get(0).metadata();
    assertThat(metadata.studyId()).isEqualTo(study);
    assertThat(metadata.probe()).isEqualTo(probe);
    assertThat(metadata.scanner()).isEqualTo("scannerX");
    assertThat(metadata.target()).isEqualTo(target);
    assertThat(metadata.harmonic()).isTrue();
    assertThat(metadata.frequencyHz()).isEqualTo(frequencyHz);
    assertThat(metadata.voltageV()).isEqualTo(voltageV);
    assertThat(records.get(0).detail())
        .isEqualTo(study.equals("frame_117") ? "metadata: timestamp_id unreadable" : "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"filename_twice", "other_case", "without_extension"})
  @NeedsSharedData("the field cases")
  void rowsThatMeetNoFrameAreCounted(String name) throws IOException {
    Path file = SharedData.fieldCase("50-csv/" + name + ".zip");
    try (SourceReader reader =
        new SourceReader(
            ArchiveBuilder.source(file), new Configuration(false), ReadSettings.DEFAULT)) {
      assertThat(reader.next().metadata().probe()).isNull();
      assertThat(reader.hasNext()).isFalse();

      assertThat(reader.unmetRows()).isEqualTo(Map.of(name + ".zip!/meta.csv", 1));
    }
  }

  @Test
  @NeedsSharedData("the field cases")
  void filesOfOneNameAreToldByTheirFolders() throws IOException {
    assertThat(said(FrameRecords.of(SharedData.fieldCase("51-csv-same-name/paths.zip"))))
        .isEqualTo(
            Map.of(
                "paths.zip!/study1/frame.mat", "20260301110001 L1",
                "paths.zip!/study2/frame.mat", "20260301110002 L2"));
  }

  @Test
  void aCsvInEachFolderSpeaksOfItsFolder() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("study1/frame.mat", MatFiles.frame(5, 3));
    members.put("study1/meta.csv", text(HEADER + "frame.mat,20260301110001,L1\n"));
    members.put("study2/iq/frame.mat.gz", gzip(MatFiles.frame(5, 4)));
    members.put("study2/meta.csv", text(HEADER + "frame.mat,20260301110002,L2\n"));

    for (byte[] archive : List.of(zip(members), tar(members), gzip(tar(members)))) {
      assertThat(said(records(archive)))
          .isEqualTo(
              Map.of(
                  "a!/study1/frame.mat", "20260301110001 L1",
                  "a!/study2/iq/frame.mat.gz!/frame.mat", "20260301110002 L2"));
    }
  }

  @Test
  void oneRowForFilesOfOneNameIsJoinedToNone() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("study1/frame.mat", MatFiles.frame(5, 3));
    members.put("study2/frame.mat", MatFiles.frame(5, 4));
    members.put("study2/other.mat", MatFiles.frame(5, 5));
    members.put(
        "meta.csv", text(HEADER + "frame.mat,20260301110001,L1\nother.mat,20260301110002,L2\n"));

    List<FrameRecord> records = records(zip(members));

    assertThat(said(records))
        .isEqualTo(
            Map.of(
                "a!/study1/frame.mat", "frame null",
                "a!/study2/frame.mat", "frame null",
                "a!/study2/other.mat", "20260301110002 L2"));
    assertThat(records)
        .filteredOn(record -> record.fileName().equals("frame.mat"))
        .extracting(FrameRecord::detail)
        .containsOnly(
            "metadata: not joined, for the row of a CSV that fits it fits other files, too: write"
                + " paths into the column filename");
  }

  @Test
  void namesInNestedArchivesAreJoinedAsThoseInFolders() throws IOException {
    byte[] one =
        zip(Map.of("f.mat", MatFiles.frame(5, 3), "m.csv", text(HEADER + "f.mat,11,L1\n")));
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("one.zip", one);
    members.put("two.zip", zip(Map.of("f.mat", MatFiles.frame(5, 4))));
    members.put("meta.csv", text(HEADER + "two.zip/f.mat,22,L2\n"));

    assertThat(said(records(tar(members))))
        .isEqualTo(Map.of("a!/one.zip!/f.mat", "11 L1", "a!/two.zip!/f.mat", "22 L2"));
  }

  @Test
  void partsOfAnArchiveJoinAsTheWhole() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int study = 1; study <= 3; study++) {
      members.put("s" + study + "/iq/frame.mat", MatFiles.frame(5, 3));
      members.put("s" + study + "/own_" + study + ".mat", MatFiles.frame(5, 4));
    }
    members.put("s1/meta.csv", text(HEADER + "frame.mat,1,L1\n"));
    members.put("s2/meta.csv", text(HEADER + "D:\\x\\iq\\frame.mat,2,L2\n"));
    members.put("meta.csv", text(HEADER + "own_1.mat,3,L3\nx/own_2.mat,4,L4\nz/own_3.mat,5,L5\n"));
    for (byte[] archive : List.of(zip(members), tar(members))) {
      Path file = Files.write(folder.resolve("big"), archive);
      Source source = new Source(file.toString(), archive.length, "big");
      Configuration conf = new Configuration(false);
      ArchivePlan plan = ArchivePlan.of(source, conf, ArchiveLimits.DEFAULT, 1);
      List<FrameRecord> parts = new ArrayList<>();
      for (SourcePart part : SourcePart.of(source, plan)) {
        try (SourceReader reader =
            new SourceReader(part, conf, ReadSettings.DEFAULT, PrivacyStep.NONE)) {
          reader.forEachRemaining(parts::add);
        }
      }

      assertThat(plan.ranges()).hasSizeGreaterThan(5);
      assertThat(parts)
          .extracting(FrameRecord::toString)
          .containsExactlyElementsOf(
              FrameRecords.of(file).stream().map(FrameRecord::toString).toList());
      assertThat(said(parts))
          .containsEntry("big!/s1/iq/frame.mat", "frame null")
          .containsEntry("big!/s3/own_3.mat", "5 L5");
    }
  }

  @Test
  void lettersThatTwoProgramsWriteDifferentlyAreTheSame() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("Mu\u0308ller.mat", MatFiles.frame(5, 3));
    members.put("meta.csv", text(HEADER + "./M\u00FCller.mat,11,L1\n"));

    assertThat(said(records(zip(members))).values()).containsExactly("11 L1");
  }

  private List<FrameRecord> records(byte[] archive) throws IOException {
    return FrameRecords.of(Files.write(folder.resolve("a"), archive));
  }

  private static Map<String, String> said(List<FrameRecord> records) {
    Map<String, String> said = new TreeMap<>();
    records.forEach(
        record ->
            said.put(record.path(), record.metadata().studyId() + " " + record.metadata().probe()));
    return said;
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}
