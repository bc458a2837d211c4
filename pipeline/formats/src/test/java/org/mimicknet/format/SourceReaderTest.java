/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.EntryRange;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.SharedTails;
import org.mimicknet.archive.Source;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class SourceReaderTest {
  private static final String CSV =
      """
      filename,axial_samples,lateral_samples,f0,timestamp_id,datapath,probe,scanner,target,v,harm
      one.mat,5,3,2000000.0,20200101000000,/home/jane_doe,c52v,verasonics,phantom,5.0,0
      x_20201231235999_2.mat,6,3,2000000.0,19990101000000,/home/jane_doe,,verasonics,phantom,5.0,1
      ,5,3,2000000.0,20200101000000,/home/jane_doe,c52v,verasonics,phantom,5.0,0
      """;

  @TempDir Path folder;

  @Test
  void aFrameInAZipInATarGzIsFound() {
    byte[] frame = WrittenSamples.bytes("mat/v5.mat");
    byte[] archive = gzip(tar(members("day/inner.zip", zip(members("p/v5.mat", frame)))));

    List<FrameRecord> records = records(source(folder, "a.tar.gz", archive));

    assertThat(records).hasSize(1);
    FrameRecord record = records.get(0);
    assertThat(record.path()).isEqualTo("a.tar.gz!/day/inner.zip!/p/v5.mat");
    assertThat(record.fileName()).isEqualTo("v5.mat");
    assertThat(record.reason()).isEmpty();
    assertThat(record.metadata().studyId()).isEqualTo("v5");
    JsonNode facts = WrittenSamples.facts("mat/v5.mat").get("mat/v5.mat");
    assertThat((double) record.das().orElseThrow().pixels()[3])
        .isCloseTo(facts.at("/frames/0/das/first/3").asDouble(), within(1e-3));
  }

  @Test
  void metadataCountForAllFramesWhereverTheCsvStands() {
    for (int place = 0; place < 3; place++) {
      List<Map.Entry<String, byte[]>> entries =
          new ArrayList<>(
              List.of(
                  Map.entry("one.mat", MatFiles.frame(5, 3)),
                  Map.entry("d/x_20201231235999_2.mat", MatFiles.frame(5, 3))));
      entries.add(place, Map.entry("meta/table.CSV", text(CSV)));
      Map<String, byte[]> members = new LinkedHashMap<>();
      entries.forEach(entry -> members.put(entry.getKey(), entry.getValue()));

      for (byte[] archive : List.of(zip(members), tar(members), gzip(tar(members)))) {
        assertJoined(records(source(folder, "a", archive)));
      }
    }
  }

  private static void assertJoined(List<FrameRecord> records) {
    assertThat(records)
        .extracting(FrameRecord::path)
        .containsExactly("a!/meta/table.CSV", "a!/one.mat", "a!/d/x_20201231235999_2.mat");
    FrameRecord row = records.get(0);
    assertThat(row.reason()).contains(Reason.UNREADABLE_ROW);
    assertThat(row.detail())
        .isEqualTo("Line 4: The row of the metadata CSV has no readable filename");
    FrameRecord one = records.get(1);
    assertThat(one.metadata().studyId()).isEqualTo("20200101000000");
    assertThat(one.metadata().probe()).isEqualTo("c52v");
    assertThat(one.metadata().harmonic()).isFalse();
    assertThat(one.detail()).isEmpty();
    FrameRecord two = records.get(2);
    assertThat(two.metadata().studyId()).isEqualTo("20201231235999");
    assertThat(two.metadata().probe()).isNull();
    assertThat(two.detail())
        .isEqualTo("metadata: probe missing; metadata: 6 x 3 samples, but the frame has 5 x 3");
    assertThat(records.toString()).doesNotContain("jane").doesNotContain("Jane");
  }

  @Test
  void ofTwoMembersOfOneNameTheSecondSaysSo() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("d/a.mat", MatFiles.frame(5, 3));
    members.put("./d/a.mat", MatFiles.frame(4, 3));

    List<FrameRecord> records = records(source(folder, "a.tar", tar(members)));

    assertThat(records)
        .extracting(FrameRecord::path)
        .containsExactly("a.tar!/d/a.mat", "a.tar!/d/a~2.mat");
    assertThat(records.get(0).detail()).isEmpty();
    assertThat(records.get(1).detail())
        .startsWith("Another member of the archive has the same name");
  }

  @Test
  void everyMemberThatGivesNoFrameSaysWhy() {
    byte[] frame = MatFiles.frame(5, 3);
    byte[] archive =
        zip(
            members(
                "readme.txt",
                text("hello"),
                "cut_20200101000000_1.mat",
                Arrays.copyOf(frame, frame.length - 30),
                "scan.hdf5",
                new byte[] {(byte) 0x89, 'H', 'D', 'F'},
                "other.csv",
                text("a,b\n1,2\n"),
                "empty",
                new byte[0],
                "good.mat",
                frame));

    List<FrameRecord> records = records(source(folder, "a.zip", archive));

    assertThat(records)
        .extracting(
            record -> record.fileName() + " " + record.reason().map(Reason::code).orElse("ok"))
        .containsExactly(
            "readme.txt unsupported_format",
            "cut_20200101000000_1.mat truncated",
            "scan.hdf5 unsupported_format",
            "other.csv unsupported_format",
            "empty unsupported_format",
            "good.mat ok");
    assertThat(records.get(0).detail())
        .isEqualTo(
            "The file is of no format that is read; read are DICOM, MAT 7.3, UFF, zea, MAT,"
                + " NIfTI, Clarius raw");
    assertThat(records.get(1).metadata().studyId()).isEqualTo("20200101000000");
    assertThat(records.get(2).detail()).startsWith("The file is an HDF5 file, which is not read");
    assertThat(records.get(4).detail()).startsWith("The file is empty");
  }

  @Test
  void aSourceThatCannotBeOpenedIsOneRecord() {
    Source gone = new Source(folder.resolve("gone.zip").toString(), 5, "gone.zip");

    List<FrameRecord> records = records(gone);

    assertThat(records).hasSize(1);
    assertThat(records.get(0).path()).isEqualTo("gone.zip");
    assertThat(records.get(0).reason()).contains(Reason.UNREADABLE);
    assertThat(records.get(0).detail())
        .isEqualTo("The file has vanished since the input was listed");
  }

  @Test
  void aPlainMetadataCsvGivesRecordsOnlyForItsUnusableRows() throws Exception {
    Source csv = source(folder, "table.csv", text(CSV));

    assertThat(records(csv)).extracting(FrameRecord::detail).hasSize(1);
    try (MetadataCsv rows =
        MetadataCsv.open(csv, new Configuration(false), ArchiveLimits.DEFAULT)) {
      List<String> names = new ArrayList<>();
      rows.forEachRemaining(row -> names.add(row.file()));
      assertThat(names).containsExactly("one.mat", "x_20201231235999_2.mat", "");
    }
  }

  @Test
  void aPlainMetadataCsvMayHaveAnyNumberOfRows() {
    StringBuilder rows = new StringBuilder("filename,note\n");
    for (int i = 0; i < ArchiveMetadata.MOST_ROWS; i++) {
      rows.append(i).append(".mat,x\n");
    }
    Source csv = source(folder, "table.csv", text(rows.append(",no name\n").toString()));

    assertThat(records(csv))
        .extracting(FrameRecord::detail)
        .containsExactly("Line 500002: The row of the metadata CSV has no readable filename");
  }

  @Test
  void membersOfAllPartsOfASourceHaveDifferentNumbers() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a", text("a"));
    members.put("b", text("b"));
    Source source = source(folder, "a.zip", zip(members));
    Set<Long> numbers = new TreeSet<>();
    for (int part : new int[] {0, 1, 2147, 2148, 4295, 1_000_000}) {
      SourcePart some =
          new SourcePart(source, part, EntryRange.ALL, List.of(), SharedTails.NONE, 1_000_001);
      Numbers collecting = new Numbers(numbers);
      try (SourceReader reader =
          new SourceReader(some, new Configuration(false), ReadSettings.DEFAULT, collecting)) {
        reader.forEachRemaining(record -> assertThat(record.reason()).isPresent());
      }
    }

    assertThat(numbers).hasSize(12).allMatch(number -> number >= 0);
  }

  /** Keeps the numbers of the members, and each must be new. */
  private record Numbers(Set<Long> seen) implements PrivacyStep {
    @Override
    public String path(String path, Identifiers identifiers, long member) {
      return path;
    }

    @Override
    public FrameRecord apply(FrameRecord record, Identifiers identifiers, long member) {
      assertThat(seen.add(member)).isTrue();
      return record;
    }
  }

  @Test
  @NeedsSharedData("MAT files of MATLAB and of test suites")
  void everyMatSampleGivesOneRecordWithinSeconds() throws IOException {
    for (String sample : List.of("mat-v5", "mat-v4", "mat-v73", "mat-malformed")) {
      try (Stream<Path> files = Files.walk(SharedData.sample(sample))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          List<FrameRecord> records =
              Assertions.assertTimeout(
                  Duration.ofSeconds(5), () -> records(source(file)), file::toString);
          assertThat(records).as(file.toString()).hasSize(1);
          FrameRecord record = records.get(0);
          boolean isFrame = file.endsWith("phantom.mat");
          assertThat(record.reason().isEmpty()).as(file.toString()).isEqualTo(isFrame);
          assertThat(record.detail().isEmpty()).as(file.toString()).isEqualTo(isFrame);
          boolean hasNoHeader = file.endsWith("simulink_tet_out.mat");
          if (sample.equals("mat-v4") && !hasNoHeader) {
            assertThat(record.detail()).as(file.toString()).startsWith("MAT files of version 4 ");
          }
        }
      }
    }
  }

  private static List<FrameRecord> records(Source source) {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader =
        new SourceReader(source, new Configuration(false), ReadSettings.DEFAULT)) {
      reader.forEachRemaining(records::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  private static Map<String, byte[]> members(Object... namesAndContents) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      members.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return members;
  }
}
