/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class RecordedRunTest extends SparkTest {
  @TempDir Path folder;

  @Test
  void aCheckedFailureThatNobodyDeclaresIsRecordedWithWhatWasCommitted() {
    Warehouse warehouse = warehouse();

    assertThatThrownBy(
            () ->
                RecordedRun.of(
                    warehouse,
                    "ingest",
                    Map.of(),
                    runId -> {
                      appendFrames(warehouse, runId);
                      throw RecordedRunTest.<RuntimeException>undeclared(
                          new SparkException("Job aborted"));
                    }))
        .isInstanceOf(SparkException.class)
        .hasMessage("Job aborted");

    assertThat(lastRuns(warehouse))
        .containsExactly(
            "failed Map(frames_failed -> 1, frames_ok -> 2, members_rejected -> 1, sources -> 1)");
  }

  @Test
  void anErrorIsRecorded() {
    Warehouse warehouse = warehouse();

    assertThatThrownBy(
            () ->
                RecordedRun.of(
                    warehouse,
                    "enhance",
                    Map.of(),
                    runId -> {
                      throw new NoSuchMethodError("another library");
                    }))
        .isInstanceOf(NoSuchMethodError.class);

    assertThat(lastRuns(warehouse)).containsExactly("failed Map()");
  }

  @ParameterizedTest
  @CsvSource({"DONE, succeeded", "TOO_MANY_FAILED, exceeded_failures", "INFRASTRUCTURE, failed"})
  void theOutcomeIsThatOfTheExitCode(ExitCode code, String outcome) {
    Warehouse warehouse = warehouse();

    ExitCode given =
        RecordedRun.of(
            warehouse, "ingest", Map.of(), run -> new RunOutcome(code, Map.of("frames_ok", 7L), 1));

    assertThat(given).isEqualTo(code);
    assertThat(lastRuns(warehouse)).containsExactly(outcome + " Map(frames_ok -> 7)");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aRunThatIsAskedToEndRecordsIt(String signal, int exitCode) throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptIsIgnored(),
        "Started in the background, where Ctrl-C is ignored, as its children then are");
    Path path = folder.resolve("warehouse");
    ChildJvm child =
        ChildJvm.start(
            folder, Map.of(), EndlessRun.class, path.toString(), folder.resolve("ran").toString());
    child.await(folder, () -> Optional.of(folder.resolve("ran")).filter(Files::exists));

    assertThat(child.endedBy(signal)).isEqualTo(exitCode);

    assertThat(lastRuns(Warehouse.open(spark, path.toString())))
        .containsExactly(
            "failed Map(frames_failed -> 1, frames_ok -> 2, members_rejected -> 1, sources -> 1)");
  }

  private static boolean interruptIsIgnored() throws IOException {
    long interrupt = 1 << 1;
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & interrupt) != 0);
  }

  /** A driver whose run commits, and then has a task without end. */
  static final class EndlessRun {
    private EndlessRun() {}

    public static void main(String[] args) {
      SparkSession spark = session("local[2]").getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, args[0]);
      RecordedRun.of(
          warehouse,
          "ingest",
          Map.of(),
          runId -> {
            appendFrames(warehouse, runId);
            spark.range(1).foreach((ForeachFunction<Long>) task -> endless(args[1]));
            return new RunOutcome(ExitCode.DONE, Map.of(), 0);
          });
    }

    private static void endless(String ran) throws IOException, InterruptedException {
      Files.createFile(Path.of(ran));
      new CountDownLatch(1).await();
    }
  }

  private Warehouse warehouse() {
    return Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  private static void appendFrames(Warehouse warehouse, String runId) {
    Timestamp now = Timestamp.from(Instant.now());
    Rows.append(
        warehouse,
        Table.FRAMES,
        List.of(
            with(with(frame("s", "1", "a"), "run_id", runId), "ingested_at", now),
            with(with(frame("s", "1", "b"), "run_id", runId), "ingested_at", now),
            with(
                with(with(frame("s", "1", null), "run_id", runId), "ingested_at", now),
                "status",
                "malformed"),
            with(frame("s", "1", "of another run"), "ingested_at", now)));
  }

  private static List<String> lastRuns(Warehouse warehouse) {
    return warehouse
        .sql("SELECT outcome, map_from_entries(sort_array(map_entries(counts))) FROM last_runs")
        .collectAsList()
        .stream()
        .map(row -> row.mkString(" "))
        .toList();
  }

  /** As Scala throws what Java checks. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException undeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
