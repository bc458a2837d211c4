/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.table.Rows.dataset;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableVersionTest extends SparkTest {
  private static final Timestamp FIRST = time("2026-01-02T03:04:05.000001Z");
  private static final Timestamp SECOND = time("2026-01-02T03:04:05.123456Z");
  private static final Timestamp THIRD = time("2026-01-02T03:04:06.999999Z");

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void appendThreeTimes() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    append("a", "here", FIRST);
    append("b", "here", SECOND);
    append("c", "there", THIRD);
  }

  @Test
  void itsRowsAreThoseOfTheTableAndNeedNoJobOverTheLog() throws Exception {
    DeltaLog.clearCache();
    List<String> jobs =
        jobsOf(
            () ->
                assertThat(ids(warehouse.version(Table.FRAMES).rows()))
                    .containsExactlyInAnyOrder("a", "b", "c"));

    assertThat(jobs).isNotEmpty().noneMatch(description -> description.contains("Delta"));
  }

  @Test
  void aLaterAppendIsNotInIt() {
    TableVersion version = warehouse.version(Table.FRAMES);
    append("d", "here", THIRD);

    assertThat(ids(version.rows())).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ids(warehouse.version(Table.FRAMES).rows()))
        .containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void onlyFilesThatMayHoldTheTimesAreOpened() {
    TableVersion version = warehouse.version(Table.FRAMES);

    Dataset<Row> second = version.rows("ingested_at", List.of(SECOND));
    assertThat(second.inputFiles()).hasSize(1);
    assertThat(ids(second)).containsExactly("b");
    assertThat(ids(version.rows("ingested_at", List.of(FIRST, THIRD))))
        .containsExactlyInAnyOrder("a", "c");
    assertThat(ids(version.rows("ingested_at", List.of(time("2026-01-02T03:04:05.123457Z")))))
        .as("a time within the millisecond of another")
        .isEmpty();
    assertThat(ids(version.rows("ingested_at", List.of(time("2027-01-01T00:00:00Z"))))).isEmpty();
  }

  @Test
  void conditionsOnThePartitionHold() {
    assertThat(ids(warehouse.version(Table.FRAMES).rows().where("site = 'there'")))
        .containsExactly("c");
  }

  @Test
  void whereTheFilesAreNotListedDeltaFindsThem() throws IOException {
    try (Stream<Path> log = Files.list(folder.resolve("warehouse/frames/_delta_log"))) {
      for (Path file : log.filter(path -> path.toString().endsWith(".crc")).toList()) {
        Files.delete(file);
      }
    }
    DeltaLog.clearCache();
    TableVersion version = warehouse.version(Table.FRAMES);

    assertThat(ids(version.rows())).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ids(version.rows("ingested_at", List.of(SECOND)))).containsExactly("b");
    assertThat(version.isWithin(Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void itKnowsHowMuchItHolds() throws IOException {
    TableVersion version = warehouse.version(Table.FRAMES);
    long bytes;
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse/frames"))) {
      bytes =
          files
              .filter(file -> file.toString().endsWith(".parquet"))
              .mapToLong(file -> file.toFile().length())
              .sum();
    }

    assertThat(version.isWithin(3, bytes)).isTrue();
    assertThat(version.isWithin(2, bytes)).isFalse();
    assertThat(version.isWithin(3, bytes - 1)).isFalse();
  }

  @Test
  void whatATicketAppendedIsWhatItsCommitHolds() {
    AppendTicket landed = warehouse.ticket(Table.FRAMES, "ingest");
    AppendTicket superseded = warehouse.ticket(Table.FRAMES, "ingest");
    warehouse.append(landed, rows(warehouse, "d", "e"));
    warehouse.append(superseded, rows(warehouse, "f"));
    append("g", "here", THIRD);

    assertThat(ids(warehouse.appended(landed))).containsExactlyInAnyOrder("d", "e");
    assertThat(ids(warehouse.appended(superseded))).isEmpty();
  }

  @Test
  void whatATaskWroteBeforeItFailedIsNotCounted() throws Exception {
    Path retried = folder.resolve("retried");

    ChildJvm.start(folder, Map.of(), RetriedAppend.class, retried.toString()).succeeded();

    try (Stream<Path> files = Files.walk(retried.resolve("frames"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
          .as("files of both attempts")
          .hasSizeGreaterThan(1);
    }
  }

  /** A driver whose task fails once, after it has written rows. */
  static final class RetriedAppend {
    private RetriedAppend() {}

    public static void main(String[] args) {
      SparkSession spark = session("local[1,2]").getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, args[0]);
      AppendTicket ticket = warehouse.ticket(Table.FRAMES, "ingest");
      Dataset<Row> rows = rows(warehouse, "a", "b", "bad");
      AppendResult result =
          warehouse.append(
              ticket,
              rows.map(
                  (MapFunction<Row, Row>) RetriedAppend::failOnce, Encoders.row(rows.schema())));
      List<String> appended = ids(warehouse.appended(ticket));
      spark.stop();
      if (result != AppendResult.COMMITTED || !appended.equals(List.of("a", "b", "bad"))) {
        throw new AssertionError(result + " " + appended);
      }
    }

    private static Row failOnce(Row row) {
      if ("bad".equals(row.getAs("frame_id")) && TaskContext.get().attemptNumber() == 0) {
        throw new IllegalStateException("the disk is full");
      }
      return row;
    }
  }

  private void append(String id, String site, Timestamp ingestedAt) {
    Rows.append(warehouse, Table.FRAMES, with(frame(site, "study", id), "ingested_at", ingestedAt));
  }

  private static Dataset<Row> rows(Warehouse warehouse, String... ids) {
    List<Map<String, Object>> rows = Stream.of(ids).map(id -> frame("site", "study", id)).toList();
    return dataset(warehouse.spark(), warehouse.schema(Table.FRAMES), rows).coalesce(1);
  }

  private static List<String> ids(Dataset<Row> rows) {
    return rows.select("frame_id").as(Encoders.STRING()).collectAsList();
  }

  private static Timestamp time(String instant) {
    return Timestamp.from(Instant.parse(instant));
  }
}
