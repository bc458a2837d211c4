/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.model.Sha256;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class IngestTest extends SparkTest {
  private static final String HEADER = "filename,probe,scanner,target,harm,f0,timestamp_id\n";

  @TempDir Path folder;
  private Path archives;
  private Warehouse warehouse;

  @BeforeEach
  void makeAWarehouse() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives of a lab"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void goodAndBadMembersOfAnArchiveAreRowsOfOneCommit() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("scan/a.20180206194115_1.mat", MatFiles.frame(20, 17));
    members.put("scan/notes.txt", text("hello"));
    members.put("scan/broken.mat", cut(MatFiles.frame(20, 17)));
    write("week.tar.gz", ArchiveBuilder.gzip(ArchiveBuilder.tar(members)));

    Ingest.Result result = ingest().execute();

    assertThat(result)
        .extracting(
            Ingest.Result::sources,
            Ingest.Result::framesOk,
            Ingest.Result::framesFailed,
            Ingest.Result::rejected,
            Ingest.Result::batches)
        .containsExactly(1L, 1L, 1L, 2L, 1);
    assertThat(cells("source_path", "status", "study_id", "site", "pairing", "height", "width"))
        .containsExactlyInAnyOrder(
            "week.tar.gz!/scan/a.20180206194115_1.mat#0 ok 20180206194115 unknown paired 20 17",
            "week.tar.gz!/scan/notes.txt#0 unsupported_format null unknown null null null",
            "week.tar.gz!/scan/broken.mat#0 truncated null unknown null null null");
    assertThat(sql("SELECT DISTINCT ingested_at FROM " + frames())).hasSize(1);
  }

  @Test
  void aSecondRunReadsOnlyWhatIsNew() throws IOException {
    write("1.mat", MatFiles.frame(20, 17));
    ingest().execute();
    write("2.mat", MatFiles.frame(20, 18));

    Ingest.Plan plan = ingest().plan();
    Ingest.Result second = ingest().execute();
    Ingest.Result third = ingest().execute();

    assertThat(plan.pending()).isEqualTo(1);
    assertThat(plan.present()).isEqualTo(1);
    assertThat(second.framesOk()).isEqualTo(1);
    assertThat(third.sources()).isZero();
    assertThat(third.present()).isEqualTo(2);
    assertThat(cells("source_path")).containsExactlyInAnyOrder("1.mat#0", "2.mat#0");
  }

  @Test
  void smallBatchesGiveTheSameRowsInMoreCommits() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(i + ".mat", MatFiles.frame(20, 17 + i));
    }

    Ingest.Result result = ingest().batchBytes(1).execute();

    assertThat(result.batches()).isEqualTo(3);
    assertThat(cells("source_path")).containsExactlyInAnyOrder("0.mat#0", "1.mat#0", "2.mat#0");
    assertThat(sql("SELECT DISTINCT ingested_at FROM " + frames())).hasSize(3);
  }

  @Test
  void theSizeOfABatchCanBeSetForASession() throws IOException {
    for (int i = 0; i < 3; i++) {
      write(i + ".mat", MatFiles.frame(20, 17 + i));
    }

    withSetting(
        "spark.mimicknet.ingest.batch-sources",
        "2",
        () -> assertThat(ingest().execute().batches()).isEqualTo(2));
  }

  @Test
  void theBytesOfABatchAreThoseOfTheActionElseThoseOfTheSession() throws IOException {
    write("1.mat", MatFiles.frame(20, 17));
    write("2.mat", MatFiles.frame(20, 18));

    withSetting(
        "spark.mimicknet.commit.most-bytes",
        "1b",
        () -> {
          assertThat(ingest().batchBytes(1 << 20).execute().batches()).isEqualTo(1);
          write("3.mat", MatFiles.frame(20, 19));
          write("4.mat", MatFiles.frame(20, 20));
          assertThat(ingest().execute().batches()).isEqualTo(2);
        });
  }

  @Test
  void aLooseMetadataCsvIsJoinedByFileNameAndWinsOverTheArchive() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a.mat", MatFiles.frame(20, 17));
    members.put("inside.csv", text(HEADER + "a.mat,p1,s1,liver,1,2e6,20180206194115\n"));
    write("one.zip", ArchiveBuilder.zip(members));
    write("outside.csv", text(HEADER + "a.mat,p2,s2,,0,,20180206194116\n"));

    ingest().execute();

    assertThat(
            cells("source_path", "probe", "scanner", "target", "harmonic", "frequency_hz", "site"))
        .contains("one.zip!/a.mat#0 p2 s2 liver false 2000000.0 s2");
    assertThat(cells("source_path", "study_id", "detail").get(0)).contains("20180206194116");
    assertThat(sql("SELECT detail FROM " + frames() + " WHERE status = 'ok'").get(0).getString(0))
        .contains("target", "f0");
    assertThat(cells("source_path", "status")).contains("outside.csv metadata");
  }

  @Test
  void aBigArchiveIsSharedOutToTasksAndGivesTheSameRowsInOneCommit() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      members.put("f" + i + ".mat", MatFiles.frame(20, 17 + i));
    }
    members.put(
        "meta.csv", text(HEADER + "f0.mat,p0,s,,1,2e6,1\nf5.mat,p5,s,,1,2e6,1\n,x,s,,1,,\n"));
    write("big.tar", ArchiveBuilder.tar(members));
    write("big.zip", ArchiveBuilder.zip(members));

    withSetting("spark.mimicknet.ingest.task-bytes", "1b", () -> ingest().execute());
    List<String> parts = cells("source_path", "status", "probe", "width", "detail");
    Warehouse whole = Warehouse.create(spark, folder.resolve("whole").toString());
    Ingest.into(whole, "run").inputs(List.of(archives.toString())).execute();

    assertThat(parts).contains("big.zip!/f5.mat#0 ok p5 22 metadata: target missing");
    assertThat(parts)
        .containsExactlyInAnyOrderElementsOf(
            whole
                .read(Table.FRAMES)
                .select("source_path", "status", "probe", "width", "detail")
                .collectAsList()
                .stream()
                .map(IngestTest::line)
                .toList());
    assertThat(sql("SELECT DISTINCT ingested_at FROM " + frames())).hasSize(1);
    assertThat(
            sql(
                    "SELECT input_file_name() FROM %s WHERE source_path LIKE 'big.tar%%'"
                        .formatted(frames()))
                .stream()
                .distinct())
        .hasSizeGreaterThan(2);
  }

  @Test
  void theUsersSiteWinsAndIsThePartition() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));

    ingest().site("north clinic").execute();

    assertThat(cells("site")).containsExactly("north clinic");
    assertThat(Files.isDirectory(folder.resolve("warehouse/frames/site=north clinic"))).isTrue();
  }

  @Test
  void metadataFromOutsideTheInputsAreJoinedToo() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    Path csv = folder.resolve("master.csv");
    Files.write(csv, text(HEADER + "a.mat,p1,s1,liver,1,2e6,20180206194115\n"));

    ingest().metadata(List.of(csv.toString())).execute();

    assertThat(cells("source_path", "probe", "study_id")).contains("a.mat#0 p1 20180206194115");
  }

  @Test
  void rowsOfANamedMetadataCsvAreNoFramesOfTheInputsAtNoAttempt() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    Path csv = folder.resolve("master.csv");
    Files.write(csv, text(HEADER + ",p1,s1,liver,1,2e6,20180206194115\n"));
    Ingest ingest = ingest().metadata(List.of(csv.toString()));

    assertThat(ingest.execute().held()).isEqualTo(new HeldFrames(1, 0));
    assertThat(ingest.execute().held()).isEqualTo(new HeldFrames(1, 0));
    assertThat(cells("source_path")).as("rows of the CSV").hasSizeGreaterThan(1);
  }

  @Test
  void aNamedMetadataCsvWinsOverOneAmongTheInputsWhateverTheirPaths() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    write("a.csv", text(HEADER + "a.mat,among,s1,liver,1,2e6,20180206194115\n"));
    Path second = folder.resolve("y.csv");
    Path first = folder.resolve("z.csv");
    Files.write(second, text(HEADER + "a.mat,second,s1,liver,1,2e6,20180206194115\n"));
    Files.write(first, text(HEADER + "a.mat,first,s1,liver,1,2e6,20180206194115\n"));

    ingest().metadata(List.of(first.toString(), second.toString())).execute();

    assertThat(cells("source_path", "probe")).contains("a.mat#0 first");
  }

  @Test
  void aPlanForAWarehouseThatIsNotThereMakesNone() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    Path absent = folder.resolve("absent");

    Ingest.Plan plan =
        Ingest.into(Warehouse.planned(spark, absent.toString()), "run")
            .inputs(List.of(archives.toString()))
            .plan();

    assertThat(plan.pending()).isEqualTo(1);
    assertThat(plan.present()).isZero();
    assertThat(absent).doesNotExist();
  }

  @Test
  void pixelsAreLittleEndianFloatsOfTheMemberAndIdenticalContentHasOneId() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    write("b.mat", MatFiles.frame(20, 17));
    write("c.mat", MatFiles.frame(21, 17));

    ingest().execute();

    assertThat(sql("SELECT length(das), length(clinical) FROM " + frames() + " WHERE height = 20"))
        .extracting(row -> row.getInt(0) + " " + row.getInt(1))
        .containsExactly("1360 1360", "1360 1360");
    assertThat(sql("SELECT DISTINCT frame_id FROM " + frames())).hasSize(2);
  }

  @Test
  void filesThatOperatingSystemsLeaveBehindAreNoRows() throws IOException {
    write(".DS_Store", text("x"));
    write("._a.mat", text("x"));
    write("a.mat", MatFiles.frame(20, 17));

    assertThat(ingest().execute().sources()).isEqualTo(1);
    assertThat(ingest().execute().sources()).isZero();
  }

  @Test
  void anEmptyArchiveIsARowAndIsNotReadAgain() throws IOException {
    write("empty.zip", ArchiveBuilder.zip(Map.of()));

    assertThat(ingest().execute().sources()).isEqualTo(1);
    assertThat(cells("source_path", "status")).containsExactly("empty.zip missing_data");
    assertThat(ingest().execute().sources()).isZero();
  }

  @Test
  void inputsThatHoldNothingToReadAreRefused() throws IOException {
    write(".DS_Store", text("x"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Ingest ingest =
        Ingest.into(warehouse, "run").inputs(List.of(archives.toString(), empty.toString()));
    String message =
        "Cannot ingest: there is nothing to read in %s, %s. Check the path"
            .formatted(archives, empty);

    assertThatThrownBy(ingest::execute).isInstanceOf(UserException.class).hasMessage(message);
    assertThatThrownBy(ingest::plan).isInstanceOf(UserException.class).hasMessage(message);
  }

  @Test
  void aSecondRunIsJudgedAsTheFirst() throws IOException {
    write("good.mat", MatFiles.frame(20, 17));
    write("bad.mat", cut(MatFiles.frame(20, 17)));
    write("note.txt", text("hello"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.write(elsewhere.resolve("bad.mat"), cut(MatFiles.frame(20, 18)));
    Ingest.into(warehouse, "other").inputs(List.of(elsewhere.toString())).execute();

    assertThat(ingest().execute().held()).isEqualTo(new HeldFrames(1, 1));
    assertThat(ingest().execute().held()).isEqualTo(new HeldFrames(1, 1));
  }

  @Test
  void whatAnEarlierVersionStoredUnderAPathWithALinkIsNotReadAgain() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    Path link = Files.createSymbolicLink(folder.resolve("link"), archives);
    Path file = archives.resolve("a.mat");
    String id =
        Sha256.of(
            text(
                "file:%s/a.mat\n%s\n%s"
                    .formatted(
                        link, Files.size(file), Files.getLastModifiedTime(file).toMillis())));
    Rows.append(warehouse, Table.FRAMES, Rows.with(Rows.frame("s", "study", "f"), "source_id", id));

    for (List<String> inputs :
        List.of(List.of(link.toString()), List.of(archives.toString(), link.toString()))) {
      Ingest.Result result = Ingest.into(warehouse, "run").inputs(inputs).execute();

      assertThat(result.sources()).isZero();
      assertThat(result.held()).isEqualTo(new HeldFrames(1, 0));
    }
  }

  @Test
  void anInputThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(
            () -> Ingest.into(warehouse, "run").inputs(List.of(absent.toString())).execute())
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read %s: there is no such file or folder".formatted(absent));
  }

  @Test
  void aQueryOnHeadersReadsNoPixels() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    ingest().execute();

    String plan =
        warehouse
            .read(Table.FRAMES)
            .groupBy("site", "status")
            .count()
            .queryExecution()
            .executedPlan()
            .toString();

    assertThat(plan).contains("ReadSchema: struct<status:string>");
  }

  private Ingest ingest() {
    return Ingest.into(warehouse, "run").inputs(List.of(archives.toString()));
  }

  private List<String> cells(String... columns) {
    return sql("SELECT " + String.join(", ", columns) + " FROM " + frames()).stream()
        .map(IngestTest::line)
        .toList();
  }

  private static String line(Row row) {
    return row.mkString(" ");
  }

  private String frames() {
    return warehouse.identifier(Table.FRAMES);
  }

  private void write(String name, byte[] content) {
    try {
      Files.write(archives.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] cut(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }
}
