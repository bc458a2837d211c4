/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class MetadataCsvTest {
  private static final String HEADER =
      "filename,axial_samples,lateral_samples,initial_radius,final_radius,initial_angle,"
          + "final_angle,f0,timestamp_id,datapath,probe,scanner,target,f0_mhz,span_deg,focus_cm,"
          + "v,harm\n";
  private static final String ROW =
      "a_20161214154813_4.mat,640,256,918.5,1558.5,-0.5,0.5,2666600.0,20161214154813,"
          + "/home/jane_doe/x.rfd,dax,siemens s2000,liver,2.7,66.15,14.0,5.0,1\n";

  @Test
  void aWholeRowGivesEveryField() throws Exception {
    List<MetadataRow> rows = rows(HEADER + ROW);

    FrameMetadata expected =
        FrameMetadata.builder()
            .studyId("20161214154813")
            .scanner("siemens s2000")
            .probe("dax")
            .target("liver")
            .harmonic(true)
            .frequencyHz(2666600.0)
            .voltageV(5.0)
            .initialRadius(918.5)
            .finalRadius(1558.5)
            .initialAngle(-0.5)
            .finalAngle(0.5)
            .extra(
                Map.of(
                    "axial_samples", "640",
                    "lateral_samples", "256",
                    "f0_mhz", "2.7",
                    "span_deg", "66.15",
                    "focus_cm", "14.0"))
            .build();
    assertThat(rows)
        .containsExactly(new MetadataRow("a.csv", 2, "a_20161214154813_4.mat", expected, "", null));
    assertThat(rows.toString()).doesNotContain("jane");
  }

  @Test
  void emptyFieldsAreNullAndNoted() throws Exception {
    MetadataRow row = rows(HEADER + ROW.replace(",dax,", ",,").replace(",5.0,1", ",,1")).get(0);

    assertThat(row.metadata().probe()).isNull();
    assertThat(row.metadata().voltageV()).isNull();
    assertThat(row.metadata().harmonic()).isTrue();
    assertThat(row.notes()).isEqualTo("probe, v missing");
  }

  @Test
  void whatIsNoNumberIsNullAndNotedWithoutItsValue() throws Exception {
    MetadataRow row =
        rows(HEADER
                + ROW.replace("2666600.0", "secret").replace("14.0", "nan").replace(",1\n", ",2\n"))
            .get(0);

    assertThat(row.metadata().frequencyHz()).isNull();
    assertThat(row.metadata().harmonic()).isNull();
    assertThat(row.metadata().extra()).doesNotContainKey("focus_cm");
    assertThat(row.notes()).isEqualTo("f0, focus_cm, harm unreadable");
  }

  @Test
  void aShortRowKeepsWhatItHas() throws Exception {
    List<MetadataRow> rows = rows(HEADER + "a.mat,640,256\n" + ROW);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).metadata().extra())
        .isEqualTo(Map.of("axial_samples", "640", "lateral_samples", "256"));
    assertThat(rows.get(0).notes())
        .contains("initial_radius")
        .endsWith("the row has 3 of 18 fields");
    assertThat(rows.get(1).notes()).isEmpty();
  }

  @Test
  void ofARowThatIsCutOffTheLastFieldIsDoubtful() throws Exception {
    String cut = "b.mat,640,256,918.5,155";

    MetadataRow row = rows(HEADER + ROW + cut).get(1);

    assertThat(row.file()).isEqualTo("b.mat");
    assertThat(row.metadata().initialRadius()).isEqualTo(918.5);
    assertThat(row.metadata().finalRadius()).isNull();
    assertThat(row.notes())
        .contains("final_radius")
        .endsWith("missing; the row has 5 of 18 fields");
  }

  @Test
  void aLastRowWithoutLineEndThatHasAllFieldsIsWhole() throws Exception {
    MetadataRow row = rows(HEADER + ROW.strip()).get(0);

    assertThat(row.metadata().harmonic()).isTrue();
    assertThat(row.notes()).isEmpty();
  }

  @Test
  void aRowWithoutFilenameIsReportedAndTheFileGoesOn() throws Exception {
    List<MetadataRow> rows = rows(HEADER + ROW.substring(ROW.indexOf(',')) + ROW + "c_cut");

    assertThat(rows).extracting(MetadataRow::line).containsExactly(2L, 3L, 4L);
    assertThat(rows.get(0).reason()).contains(Reason.UNREADABLE_ROW);
    assertThat(rows.get(0).notes())
        .isEqualTo("The row of the metadata CSV has no readable filename");
    assertThat(rows.get(1).reason()).isEmpty();
    assertThat(rows.get(2).reason()).contains(Reason.UNREADABLE_ROW);
    assertThat(rows.get(2).notes())
        .isEqualTo(
            "The row of the metadata CSV has no readable filename; the row has 1 of 18 fields");
  }

  @Test
  void aFieldWithoutEndCostsTheRowsAfterIt() throws Exception {
    List<MetadataRow> rows = rows(HEADER + ROW + "\"" + "x".repeat(100_000));

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).reason()).isEmpty();
    assertThat(rows.get(1).reason()).contains(Reason.MALFORMED);
    assertThat(rows.get(1).notes()).contains("its rows from line 3 on are lost");
  }

  @Test
  void columnsMayComeInAnyOrderWithASiteAndAMarkOfTheirEncoding() throws Exception {
    MetadataRow row = rows("\uFEFFsite,FileName,note\r\nduke,\"x/y/a.mat\",hello\r\n").get(0);

    assertThat(row.file()).isEqualTo("x/y/a.mat");
    assertThat(row.metadata().site()).isEqualTo("duke");
    assertThat(row.notes()).isEmpty();
  }

  @Test
  void whatRowsRepeatIsHeldOnce() throws Exception {
    List<MetadataRow> rows =
        rows(HEADER + ROW + ROW.replace("a_", "b_") + ROW.replace("2666600.0", "1e6"));

    assertThat(rows.get(1).file()).isNotEqualTo(rows.get(0).file());
    assertThat(rows.get(1).metadata()).isSameAs(rows.get(0).metadata());
    assertThat(rows.get(2).metadata()).isNotEqualTo(rows.get(0).metadata());
    assertThat(rows.get(2).metadata().scanner()).isSameAs(rows.get(0).metadata().scanner());
  }

  @Test
  void blankRowsAndFurtherHeadersAreNoRows() throws Exception {
    List<MetadataRow> rows =
        rows("\n# of 2026\nsep=;\nfilename;v\n;\na.mat;1,5\nFILENAME;v\nb.mat;1.234,5\n");

    assertThat(rows).extracting(MetadataRow::file).containsExactly("a.mat", "b.mat");
    assertThat(rows).extracting(MetadataRow::line).containsExactly(6L, 8L);
    assertThat(rows).extracting(row -> row.metadata().voltageV()).containsExactly(1.5, null);
    assertThat(rows.get(1).notes()).isEqualTo("v unreadable");
  }

  @Test
  void aCommaInANumberBetweenCommasIsNoDecimalPoint() throws Exception {
    assertThat(rows("filename,v\na.mat,\"1,5\"\n").get(0).notes()).isEqualTo("v unreadable");
  }

  @Test
  void sizesMayHaveADecimalComma() throws Exception {
    assertThat(rows("filename;axial_samples\na.mat;640,0\n").get(0).metadata().extra())
        .isEqualTo(Map.of("axial_samples", "640.0"));
  }

  @Test
  void anotherCsvIsRefused() {
    assertThatThrownBy(() -> rows("name,value\na,1\n"))
        .isInstanceOf(MemberException.class)
        .hasMessage("The CSV file is no metadata: its header has no column \"filename\"");
  }

  @ParameterizedTest
  @CsvSource({
    "samples, mimicknet-csv/master_public.csv, 3692, 1823, 12859624228.122854, 0",
    "samples, mimicknet-csv/testing-v2-verasonics-phantom.csv, 438, 210, 1597254553.388066, 0",
    "reference, published/testing-v2.csv, 10821, 5221, 38235073289.7065, 4559"
  })
  @NeedsSharedData("the published tables")
  void publishedTablesAreReadAsPythonReadsThem(
      String folder, String name, int count, int harmonic, double sumHz, int withoutVoltage)
      throws Exception {
    Path file = folder.equals("samples") ? SharedData.sample(name) : SharedData.reference(name);
    List<MetadataRow> rows;
    try (InputStream in = Files.newInputStream(file)) {
      rows = rows(in);
    }

    assertThat(rows).hasSize(count).allMatch(row -> row.reason().isEmpty());
    assertThat(rows).filteredOn(row -> row.metadata().harmonic()).hasSize(harmonic);
    assertThat(rows.stream().mapToDouble(row -> row.metadata().frequencyHz()).sum())
        .isCloseTo(sumHz, within(1e-2));
    assertThat(rows).filteredOn(row -> row.metadata().voltageV() == null).hasSize(withoutVoltage);
    assertThat(rows).filteredOn(row -> !row.notes().isEmpty()).hasSize(withoutVoltage);
  }

  @Test
  void whateverReadFailsTheRowsAreRightOrTheReadingEnds(@TempDir Path folder) throws Exception {
    Configuration conf = new Configuration(false);
    byte[] csv = (HEADER + ROW.repeat(2000)).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("faulty.csv"), csv);
    Source source = new Source(FaultyDisk.path(conf, file), csv.length, "faulty.csv");
    int failed = 0;
    for (boolean wasMet = true; wasMet; ) {
      BooleanSupplier fault =
          FaultyDisk.failOnly(FaultyDisk.Operation.READ, file.toString(), failed + 1);
      List<MetadataRow> rows = new ArrayList<>();
      try (MetadataCsv opened = MetadataCsv.open(source, conf, ArchiveLimits.DEFAULT)) {
        opened.forEachRemaining(rows::add);
        assertThat(rows).hasSize(2000);
        wasMet = fault.getAsBoolean();
        assertThat(wasMet).isFalse();
      } catch (StorageException e) {
        assertThat(fault.getAsBoolean()).isTrue();
        failed++;
      }
      assertThat(rows).allMatch(MetadataRow::isUsable).allMatch(row -> row.notes().isEmpty());
      FaultyDisk.mend();
    }
    assertThat(failed).isGreaterThan(3);
  }

  @Test
  void storageThatComesShortIsNoCutRow(@TempDir Path folder) throws Exception {
    Configuration conf = new Configuration(false);
    byte[] csv = (HEADER + ROW.repeat(2000)).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("short.csv"), csv);
    Source source = new Source(FaultyDisk.path(conf, file), csv.length, "short.csv");
    for (long bytes : new long[] {0, HEADER.length(), csv.length / 2, csv.length - 1}) {
      FaultyDisk.endAfter(bytes, file.toString());

      assertThatThrownBy(
              () -> {
                try (MetadataCsv opened = MetadataCsv.open(source, conf, ArchiveLimits.DEFAULT)) {
                  opened.forEachRemaining(row -> assertThat(row.notes()).isEmpty());
                }
              })
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "The storage gave %s of the %s bytes that it listed for the file"
                  .formatted(bytes, csv.length));
      FaultyDisk.mend();
    }
  }

  private static List<MetadataRow> rows(String csv) throws MemberException, IOException {
    return rows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<MetadataRow> rows(InputStream in) throws MemberException, IOException {
    List<MetadataRow> rows = new ArrayList<>();
    try (MetadataCsv csv = new MetadataCsv("a.csv", in)) {
      csv.forEachRemaining(rows::add);
    }
    return rows;
  }
}
