/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.exceptions.TableNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.config.HadoopSettings;

/** What this program relies on in the internals of the Delta kernel. */
class LastAppendTest extends SparkTest {
  @TempDir Path folder;

  @BeforeEach
  void makeTable() {
    spark.sql(
        ("CREATE TABLE delta.`%s` (id BIGINT) USING delta"
                + " TBLPROPERTIES ('delta.checkpointInterval' = '4')")
            .formatted(folder));
  }

  @Test
  void aTableWithoutAppendsHasNone() {
    assertThat(last("mimicknet.ingest")).isEqualTo(new Last(0, 0));
  }

  @Test
  void theLastAppendOfEachApplicationIsFoundInTheCommits() throws IOException {
    append("mimicknet.ingest", 1);
    append("mimicknet.ingest", 2);
    append("another", 7);

    assertThat(log(".checkpoint.parquet")).isEmpty();
    assertThat(last("mimicknet.ingest")).isEqualTo(new Last(3, 2));
    assertThat(last("another")).isEqualTo(new Last(3, 7));
    assertThat(last("unknown")).isEqualTo(new Last(3, 0));
  }

  @Test
  void itIsFoundInACheckpointWhenTheCommitsBeforeAreGone() throws IOException {
    append("mimicknet.ingest", 1);
    append("mimicknet.ingest", 2);
    append("another", 7);
    append("another", 8);
    append("another", 9);

    assertThat(log(".checkpoint.parquet"))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("00000000000000000004.checkpoint.parquet");
    for (Path commit : log("0.json", "1.json", "2.json", "3.json")) {
      Files.delete(commit);
    }
    assertThat(last("mimicknet.ingest")).isEqualTo(new Last(5, 2));
    assertThat(last("another")).isEqualTo(new Last(5, 9));
    assertThat(last("unknown")).isEqualTo(new Last(5, 0));
  }

  /** Which is what a ticket stands for, however late it is used. */
  @Test
  void whatWasAppendedAfterAVersionDoesNotCount() {
    append("mimicknet.ingest", 1);
    append("another", 7);
    append("mimicknet.ingest", 2);

    assertThat(appended(0, "mimicknet.ingest")).isZero();
    assertThat(appended(1, "mimicknet.ingest")).isEqualTo(1);
    assertThat(appended(2, "mimicknet.ingest")).isEqualTo(1);
    assertThat(appended(2, "another")).isEqualTo(7);
  }

  @Test
  void otherCommitsCountAsVersionsOfTheTableOnly() {
    append("mimicknet.ingest", 1);
    spark.sql("INSERT INTO delta.`%s` VALUES (5)".formatted(folder));
    spark.sql("DELETE FROM delta.`%s` WHERE id = 5".formatted(folder));

    assertThat(last("mimicknet.ingest")).isEqualTo(new Last(3, 1));
  }

  @Test
  void whereThereIsNoTableItSaysSo() {
    Path nowhere = folder.resolve("nowhere");

    assertThatThrownBy(
            () ->
                LastAppend.of(HadoopSettings.of(spark), nowhere.toString(), 0, "mimicknet.ingest"))
        .isInstanceOf(TableNotFoundException.class)
        .hasMessageContaining(nowhere.toString());
  }

  private record Last(long tableVersion, long appendVersion) {}

  private Last last(String appId) {
    long newest =
        LogListing.newest(HadoopSettings.of(spark), folder.toUri().toString())
            .orElseThrow()
            .number();
    return new Last(newest, appended(newest, appId));
  }

  private long appended(long tableVersion, String appId) {
    String location = folder.toUri().toString();
    return LastAppend.of(HadoopSettings.of(spark), location, tableVersion, appId);
  }

  private void append(String appId, long version) {
    spark
        .range(2)
        .write()
        .format("delta")
        .mode(SaveMode.Append)
        .option("txnAppId", appId)
        .option("txnVersion", version)
        .save(folder.toString());
  }

  private List<Path> log(String... endings) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("_delta_log"))) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .toList();
    }
  }
}
