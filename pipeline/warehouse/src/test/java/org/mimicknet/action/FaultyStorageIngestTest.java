/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * The storage fails in each operation, and every frame and its metadata is there once in the end.
 */
class FaultyStorageIngestTest extends SparkTest {
  private static final String HEADER = "filename,probe\n";
  private static final int ATTEMPTS = 4;
  private static final long MEMBER_TIME_MS = 5_000;

  @TempDir static Path shared;
  private static Path inputs;
  private static List<String> undisturbed;

  @TempDir Path folder;
  private Warehouse warehouse;

  /** Tasks are tried again, as on a cluster: those of the other tests are not. */
  @BeforeAll
  static void readTheInputsUndisturbed() throws IOException {
    spark.stop();
    spark = session("local[2,%s]".formatted(ATTEMPTS)).getOrCreate();
    inputs = Files.createDirectories(shared.toRealPath().resolve("inputs"));
    write("a.zip", ArchiveBuilder.zip(members("a", 200)));
    write("b.tar", ArchiveBuilder.tar(members("b", 210)));
    write("c.mat", MatFiles.frame(50, 50));
    write("d.csv", text(HEADER + "c.mat,outside\na1.mat,outside\n"));
    Warehouse sound = Warehouse.create(spark, shared.resolve("sound").toString());
    ingest(sound, "undisturbed");
    undisturbed = rows(sound);
    assertThat(undisturbed).hasSize(8);
    assertThat(undisturbed).anyMatch(row -> row.contains(",c.mat#0,") && row.contains("outside"));
    assertThat(undisturbed).anyMatch(row -> row.contains("b2.mat#0,") && row.contains("inside"));
  }

  @AfterAll
  static void startTheUsualSpark() {
    spark.stop();
    startSpark();
  }

  @BeforeEach
  void makeAWarehouse() {
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  /** Whether small archives are cut into parts, as big ones are. */
  private enum Cut {
    WHOLE,
    IN_PARTS
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, a.zip b.tar c.mat d.csv, WHOLE",
    "READ, a.zip b.tar c.mat d.csv, WHOLE",
    "READ, a.zip b.tar, IN_PARTS",
    "SEEK, a.zip b.tar, WHOLE",
    "LIST, inputs, WHOLE",
    "STATUS, inputs b.tar, WHOLE"
  })
  void aFailureThatPassesIsNotNoticed(Operation operation, String where, Cut cut) {
    files(where).forEach(file -> FaultyDisk.fail(operation, file, 1));

    Ingest.Result result = withParts(cut, () -> ingest(warehouse, "first"));

    assertThat(result.unread()).isEmpty();
    assertThat(rows(warehouse)).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, a.zip c.mat, WHOLE",
    "READ, a.zip b.tar c.mat, WHOLE",
    "READ, a.zip, IN_PARTS",
    "SEEK, a.zip, WHOLE"
  })
  void aSourceThatTheStorageFailsToGiveIsTakenUpByTheNextRun(
      Operation operation, String where, Cut cut) {
    List<String> failing = files(where);
    failing.forEach(file -> FaultyDisk.fail(operation, file, FaultyDisk.ALWAYS));

    Ingest.Result first = withParts(cut, () -> ingest(warehouse, "first"));

    assertThat(first.unread()).containsExactlyInAnyOrderElementsOf(failing);
    assertThat(first.sources()).isEqualTo(4 - failing.size());
    assertThat(rows(warehouse))
        .isEqualTo(
            undisturbed.stream()
                .filter(row -> failing.stream().noneMatch(file -> row.contains("," + file)))
                .toList());
    requireMended();
  }

  @Test
  void aBadSectorInTheMiddleOfAnArchiveCostsThatArchiveAlone() throws IOException {
    long middle = Files.size(inputs.resolve("b.tar")) / 2;
    FaultyDisk.failReadsFrom(middle, "b.tar", FaultyDisk.ALWAYS);

    assertThat(ingest(warehouse, "first").unread()).containsExactly("b.tar");

    assertThat(rows(warehouse)).noneMatch(row -> row.contains(",b.tar"));
    requireMended();
  }

  @Test
  void aStorageThatStallsIsAskedAgainAndTheMemberIsNotBlamed() {
    FaultyDisk.stall(Operation.READ, "b.tar", 1, Duration.ofMinutes(10));

    Ingest.Result result =
        Ingest.into(warehouse, "first")
            .inputs(List.of(faulty(inputs)))
            .settings(
                ReadSettings.DEFAULT.withLimits(
                    ArchiveLimits.DEFAULT.with(Limit.MEMBER_TIME, MEMBER_TIME_MS)))
            .execute();

    assertThat(result.unread()).isEmpty();
    assertThat(rows(warehouse)).isEqualTo(undisturbed);
  }

  @Test
  void aFileThatEndsBeforeItsListedSizeIsNotTakenForTruncated() {
    FaultyDisk.endAfter(1000, "b.tar");

    assertThat(ingest(warehouse, "first").unread()).containsExactly("b.tar");

    requireMended();
  }

  @ParameterizedTest
  @CsvSource({"OPEN, d.csv", "READ, d.csv", "LIST, inputs", "STATUS, inputs", "STATUS, b.tar"})
  void withoutAListingOrAMetadataCsvNothingIsCommitted(Operation operation, String where) {
    FaultyDisk.fail(operation, where, FaultyDisk.ALWAYS);

    assertThatThrownBy(() -> ingest(warehouse, "first"))
        .isInstanceOf(StorageFailedException.class)
        .hasMessageContaining(where.equals("d.csv") ? "the metadata CSV d.csv" : "inputs")
        .hasMessageEndingWith("Run again when the storage is well");

    assertThat(rows(warehouse)).isEmpty();
    requireMended();
  }

  @Test
  void withTooManyFailuresTheRunStopsAndNamesThem() {
    FaultyDisk.fail(Operation.READ, ".zip", FaultyDisk.ALWAYS);
    FaultyDisk.fail(Operation.READ, ".tar", FaultyDisk.ALWAYS);
    FaultyDisk.fail(Operation.READ, ".mat", FaultyDisk.ALWAYS);

    withSetting(
        ActionTunables.INGEST_MOST_STORAGE_FAILURES.key(),
        "1",
        () -> {
          Ingest.Result result = ingest(warehouse, "first");
          assertThat(result.unread()).hasSize(2);
          assertThat(result.sources()).isLessThanOrEqualTo(1);
          assertThat(result.sources() + result.untried()).isEqualTo(2);
          assertThat(result.present()).isZero();
        });
    requireMended();
  }

  @Test
  void aReplayLeavesTheRowsOfASourceThatTheStorageFailsToGive() throws IOException {
    Path other = Files.createDirectory(folder.toRealPath().resolve("other"));
    byte[] tar = ArchiveBuilder.tar(members("e", 30));
    Files.write(other.resolve("e.tar"), Arrays.copyOf(tar, tar.length / 2));
    Files.write(other.resolve("f.mat"), Arrays.copyOf(MatFiles.frame(20, 20), 3000));
    Ingest.into(warehouse, "first").inputs(List.of(faulty(other))).execute();
    List<String> before = rows(warehouse);
    FaultyDisk.fail(Operation.READ, "e.tar", FaultyDisk.ALWAYS);

    Replay.Result failed = replay("second", other);

    assertThat(failed.unread()).containsExactly("e.tar");
    assertThat(rows(warehouse)).isEqualTo(before);
    assertThat(runs("f.mat%")).containsExactly("second");
    assertThat(runs("e.tar%")).containsExactly("first");
    FaultyDisk.mend();
    assertThat(replay("third", other).unread()).isEmpty();
    assertThat(rows(warehouse)).isEqualTo(before);
    assertThat(runs("e.tar%")).contains("third");
  }

  private static List<String> files(String where) {
    return List.of(where.split(" ", -1));
  }

  private List<String> runs(String path) {
    return warehouse
        .read(Table.FRAMES)
        .where("source_path LIKE '%s'".formatted(path))
        .select("run_id")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  /** Without faults the next run completes the warehouse, and a further one finds nothing. */
  private void requireMended() {
    FaultyDisk.mend();
    assertThat(ingest(warehouse, "second").unread()).isEmpty();
    assertThat(rows(warehouse)).isEqualTo(undisturbed);
  }

  private Replay.Result replay(String runId, Path folder) {
    return Replay.on(warehouse, runId)
        .reasons(Set.of(Reason.TRUNCATED, Reason.MALFORMED))
        .inputs(List.of(faulty(folder)))
        .execute();
  }

  private static Ingest.Result ingest(Warehouse target, String runId) {
    return Ingest.into(target, runId).inputs(List.of(faulty(inputs))).execute();
  }

  private static String faulty(Path path) {
    return FaultyDisk.path(spark.sparkContext().hadoopConfiguration(), path);
  }

  private static <T> T withParts(Cut cut, Supplier<T> work) {
    if (cut == Cut.WHOLE) {
      return work.get();
    }
    spark.conf().set(ActionTunables.TASK_BYTES.key(), "1b");
    try {
      return work.get();
    } finally {
      spark.conf().unset(ActionTunables.TASK_BYTES.key());
    }
  }

  /** All that the table holds but for the run; the frame_id stands for the pixels. */
  private static List<String> rows(Warehouse warehouse) {
    return warehouse
        .read(Table.FRAMES)
        .drop("run_id", "ingested_at", "das", "clinical")
        .where("detail IS NULL OR detail <> 'The first part of the archive holds no frame'")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(","))
        .sorted()
        .toList();
  }

  private static Map<String, byte[]> members(String name, int height) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    Stream.of(1, 2, 3).forEach(i -> members.put(name + i + ".mat", MatFiles.frame(height, 20 + i)));
    members.put("inside.csv", text(HEADER + name + "2.mat,inside\n"));
    return members;
  }

  private static void write(String name, byte[] content) throws IOException {
    Files.write(inputs.resolve(name), content);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
