/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.inference.TestModels.scaled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** The clock of the machine is set back by an hour, or on by a day, between and within runs. */
class JumpingClockTest extends SparkTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;
  private Path archives;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  void noFrameIsLostOrDoubledWhereTheClockJumpsBetweenTheBatchesOfARun() throws IOException {
    List<String> expected = write("a.mat", "b.mat", "c.mat", "d.mat");
    Clock jumping = telling(START, START.minus(HOUR), START.plus(DAY), START);

    Ingest.Result first = ingest("first").batchBytes(1).clock(jumping).execute();
    Ingest.Result again = ingest("again").clock(telling(START.minus(HOUR))).execute();

    assertThat(first.batches()).isEqualTo(4);
    assertThat(again.sources()).isZero();
    assertThat(paths()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void noResultIsLostOrDoubledWhereTheClockJumps() throws IOException {
    write("a.mat", "b.mat", "c.mat");
    ingest("ingest")
        .batchBytes(1)
        .clock(telling(START, START.minus(HOUR), START.plus(DAY)))
        .execute();
    Clock jumping =
        telling(START, START.plus(DAY), START.minus(HOUR), START.plus(DAY), START.minus(HOUR));

    Enhance.Result first =
        Enhance.in(warehouse, scaled(1), "first").batchBytes(1).clock(jumping).execute();
    Enhance.Result again =
        Enhance.in(warehouse, scaled(1), "again").clock(telling(START.minus(HOUR))).execute();

    assertThat(first.enhanced()).isEqualTo(3);
    assertThat(again.frames()).isZero();
    assertThat(sql("SELECT frame_id FROM " + warehouse.identifier(Table.ENHANCED)))
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void aStudyIsSummarizedAgainForFramesThatCameBeforeThoseThatItHas() throws IOException {
    write("a.mat");
    reprocess("first", START);
    write("b.mat");

    reprocess("back", START.minus(HOUR));
    assertThat(summary()).extracting(row -> row.mkString(" ")).containsExactly("2 back");

    write("c.mat");
    reprocess("on", START.plus(DAY));
    reprocess("nothing new", START.minus(HOUR));
    assertThat(summary()).extracting(row -> row.mkString(" ")).containsExactly("3 on");
    assertThat(sql("SELECT summarized_at FROM " + warehouse.identifier(Table.STUDY_SUMMARY)))
        .extracting(row -> row.getTimestamp(0).toInstant())
        .containsExactly(START.plus(DAY));
  }

  private void reprocess(String runId, Instant now) {
    ingest(runId).clock(telling(now)).execute();
    Enhance.in(warehouse, scaled(1), runId).clock(telling(now)).execute();
    Summarize.on(warehouse, runId).clock(telling(now)).execute();
  }

  private Ingest ingest(String runId) {
    return Ingest.into(warehouse, runId).inputs(List.of(archives.toString()));
  }

  private List<Row> summary() {
    return sql("SELECT n_frames, run_id FROM " + warehouse.identifier(Table.STUDY_SUMMARY));
  }

  private List<String> paths() {
    return sql(
            "SELECT source_path FROM "
                + warehouse.identifier(Table.FRAMES)
                + " WHERE status = 'ok'")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Archives of one frame of one study, of different sizes; gives the paths in the table. */
  private List<String> write(String... names) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      members.put(name, MatFiles.frame(20 + name.charAt(0) - 'a', 17));
      members.put(
          "metadata.csv", ArchiveBuilder.text("filename,timestamp_id\n%s,1\n".formatted(name)));
      Files.write(archives.resolve(name + ".tar"), ArchiveBuilder.tar(members));
      paths.add("%s.tar!/%s#0".formatted(name, name));
    }
    return paths;
  }

  /** A clock that tells these times, one after the other, and then the last of them. */
  private static Clock telling(Instant... times) {
    List<Instant> left = new ArrayList<>(Arrays.asList(times));
    return new Clock() {
      @Override
      public Instant instant() {
        return left.size() > 1 ? left.remove(0) : left.get(0);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
