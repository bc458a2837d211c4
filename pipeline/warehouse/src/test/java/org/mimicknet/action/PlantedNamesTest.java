/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;
import org.mimicknet.privacy.PlantedNames;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.privacy.PrivacyKey;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Names in tags, sequences, private tags, preamble, paths, UIDs, attributes, names of variables,
 * header texts, cells and pixels, in whole and in broken files: after a real ingest none of them is
 * in a file of the warehouse, decoded or raw, in what Spark logs of the run and writes into an
 * event log, in a plan, nor in what the program prints.
 */
class PlantedNamesTest extends SparkTest {
  private static final String SECRET = "5ecre7-0f-7his-depl0yment-kq93vz8m2x7w";

  @TempDir static Path folder;
  private static Warehouse warehouse;
  private static Warehouse broken;
  private static List<String> overheard;

  @BeforeAll
  static void ingestWithAKey() throws IOException {
    PlantedNames.into(folder.resolve("inputs"));
    Path key = Files.writeString(folder.resolve("key"), SECRET + "\n");
    PlantedNames.broken(folder.resolve("broken inputs"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
    broken = Warehouse.create(spark, folder.resolve("warehouse-broken").toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(print);
    System.setErr(print);
    try (Overheard all = new Overheard(spark.sparkContext())) {
      RunLedger ledger =
          RunLedger.start(warehouse, "ingest", Map.of("privacy-key-file", key.toString()));
      Privacy privacy = Privacy.withKey(PrivacyKey.read(key)).checkingText();
      ingest(warehouse, "inputs", ledger.runId(), privacy);
      ingest(broken, "broken inputs", ledger.runId(), privacy);
      ledger.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 0);
      overheard = new ArrayList<>(all.texts());
      overheard.add(printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void everyFileHasItsRow() {
    assertThat(statuses(warehouse))
        .isEqualTo(
            Map.of(
                "ok", 10,
                "burned_in_text_risk", 1,
                "truncated", 2,
                "unsupported_format", 2,
                "metadata", 1));
  }

  @Test
  void noneIsInAFileOfTheWarehouse() throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder)) {
      files =
          paths
              .filter(Files::isRegularFile)
              .filter(file -> folder.relativize(file).toString().startsWith("warehouse"))
              .toList();
    }

    assertThat(files).anyMatch(file -> file.toString().contains("_delta_log"));
    assertThat(files).anyMatch(file -> file.toString().endsWith(".parquet"));
    for (Path file : files) {
      assertHoldsNothing(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      if (file.toString().endsWith(".parquet")) {
        for (String row : spark.read().parquet(file.toString()).toJSON().collectAsList()) {
          assertHoldsNothing(file, row);
        }
      }
    }
  }

  @Test
  void brokenFilesOfEveryFormatSayWhatIsWrongWithoutAName() {
    Map<String, Integer> statuses = statuses(broken);

    assertThat(statuses).containsKeys("truncated", "malformed", "unsupported_format");
    assertThat(rows(broken, "status <> 'ok'"))
        .hasSizeGreaterThan(50)
        .allSatisfy(row -> assertThat(row).doesNotContain(PlantedNames.ALL));
  }

  @Test
  void noneIsInAPlanOrAViewOfTheTables() {
    for (Warehouse some : List.of(broken, warehouse)) {
      some.registerViews();
      for (String name : List.of("frames", "quarantine", "sources", "data_quality", "last_runs")) {
        assertThat(sql("EXPLAIN EXTENDED SELECT * FROM " + name).toString())
            .doesNotContain(PlantedNames.ALL);
        assertThat(sql("SELECT * FROM " + name).toString()).doesNotContain(PlantedNames.ALL);
      }
    }
  }

  @Test
  void noneIsInALogLineOrEventOfSpark() {
    assertThat(overheard).anyMatch(text -> text.contains("SparkListenerSQLExecutionStart"));
    assertThat(overheard)
        .allSatisfy(
            text -> assertThat(text).doesNotContain(SECRET).doesNotContain(PlantedNames.ALL));
  }

  @Test
  void ofAScreenOnlyThePixelsOfItsRegionsAreStored() {
    List<Row> frames =
        sql(
            "SELECT clinical, height, width, study_id, extra['patient_id'], acquired_at,"
                + " redaction, redaction_rule, redacted_fraction, text_edges FROM "
                + warehouse.identifier(Table.FRAMES)
                + " WHERE pairing = 'clinical_only' AND extra['modality'] = 'US'");

    assertThat(frames).hasSize(2);
    for (Row frame : frames) {
      assertThat(frame.getInt(1)).isEqualTo(PlantedNames.ROWS - PlantedNames.STRIP_ROWS);
      Image stored = Image.fromBytes(frame.getAs(0), frame.getInt(1), frame.getInt(2));
      for (float pixel : stored.pixels()) {
        assertThat(pixel).isLessThan(PlantedNames.DARKER_THAN);
      }
      assertThat(frame.getString(3)).isEqualTo(frames.get(0).getString(3)).startsWith("2.25.");
      assertThat(frame.getString(4)).matches("[0-9a-f]{32}");
      assertThat(frame.isNullAt(5)).isFalse();
      assertThat(frame.mkString(" ")).endsWith("region dicom_regions " + (1 - 256 / 384.0) + " 0");
    }
  }

  @Test
  void withoutAKeyThePersonalOnesAreRefusedAndAReplayWithOneTakesThem() {
    Warehouse keyless = Warehouse.create(spark, folder.resolve("keyless").toString());

    ingest(keyless, "inputs", "run", Privacy.WITHOUT_KEY);

    assertThat(statuses(keyless)).containsEntry("privacy_key_missing", 9).containsEntry("ok", 1);
    assertThat(rows(keyless, "status = 'privacy_key_missing'"))
        .allSatisfy(row -> assertThat(row).doesNotContain(PlantedNames.ALL));
    assertThat(rows(keyless, "status = 'unsupported_format'"))
        .as("what no reader took keeps its name, if that is no UID")
        .hasSize(2)
        .anyMatch(row -> row.contains("letter to QUIXOTE.txt"))
        .anyMatch(row -> row.contains("withheld/"));

    Replay.on(keyless, "again")
        .reasons(Set.of(Reason.PRIVACY_KEY_MISSING))
        .inputs(List.of(folder.resolve("inputs").toString()))
        .privacy(Privacy.withKey(PrivacyKey.read(folder.resolve("key"))))
        .execute();

    assertThat(statuses(keyless)).as("after a replay with a key").isEqualTo(statuses(warehouse));
    assertThat(rows(keyless, "run_id = 'again'"))
        .allSatisfy(row -> assertThat(row).doesNotContain(PlantedNames.ALL));
  }

  private static List<String> rows(Warehouse of, String condition) {
    return of.read(Table.FRAMES).where(condition).toJSON().collectAsList();
  }

  private static void ingest(Warehouse into, String inputs, String runId, Privacy privacy) {
    Ingest.into(into, runId)
        .inputs(List.of(folder.resolve(inputs).toString()))
        .privacy(privacy)
        .execute();
  }

  private static Map<String, Integer> statuses(Warehouse of) {
    Map<String, Integer> statuses = new TreeMap<>();
    for (Row row : of.read(Table.FRAMES).select("status").collectAsList()) {
      statuses.merge(row.getString(0), 1, Integer::sum);
    }
    return statuses;
  }

  private static void assertHoldsNothing(Path file, String text) {
    assertThat(text)
        .as("%s", file.getFileName())
        .doesNotContain(SECRET)
        .doesNotContain(PlantedNames.ALL);
  }
}
