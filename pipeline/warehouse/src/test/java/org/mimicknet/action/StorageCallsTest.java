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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.metrics.ImagePair;
import org.mimicknet.metrics.Measure;
import org.mimicknet.metrics.Metric;
import org.mimicknet.table.RunLedger;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Warehouse;

/**
 * Each call of the file system is a request or more to an object store, which costs money and 50
 * ms: how many the commands make is bounded here, and grows with files, not with frames.
 */
class StorageCallsTest extends SparkTest {
  private static final List<Metric> SSIM = List.of(new Metric(ImagePair.OUTPUT, Measure.SSIM));

  /** Of two archives, the ledger included; some in ten more than they are. */
  private static final Map<String, Long> MOST =
      Map.of(
          "first ingest", 175L,
          "first enhance", 135L,
          "first summarize", 125L,
          "again ingest", 65L,
          "again enhance", 65L,
          "again summarize", 65L);

  @TempDir Path folder;

  @Test
  void callsOfARunGrowWithTheFilesNotWithTheFramesInThem() throws IOException {
    Map<String, Long> few = calls("few", 2, 2);
    Map<String, Long> many = calls("many", 2, 9);

    assertThat(many).isEqualTo(few);
    SoftAssertions.assertSoftly(
        all ->
            MOST.forEach(
                (action, most) ->
                    all.assertThat(few.get(action)).as(action).isLessThanOrEqualTo(most)));
  }

  /** The calls of each action on archives, and of the same again. */
  private Map<String, Long> calls(String name, int archives, int frames) throws IOException {
    Path inputs = Files.createDirectories(folder.toRealPath().resolve(name));
    for (int archive = 0; archive < archives; archive++) {
      Map<String, byte[]> members = new TreeMap<>();
      for (int frame = 0; frame < frames; frame++) {
        members.put(frame + ".mat", MatFiles.frame(20 + archive, 20 + frame));
      }
      Files.write(inputs.resolve(archive + ".zip"), ArchiveBuilder.zip(members));
    }
    Map<String, Long> calls = new TreeMap<>();
    for (String run : List.of("first", "again")) {
      calls.put(run + " ingest", callsOf(name, run, true, target -> ingest(target, inputs)));
      calls.put(run + " enhance", callsOf(name, run, false, StorageCallsTest::enhance));
      calls.put(run + " summarize", callsOf(name, run, false, StorageCallsTest::summarize));
    }
    return calls;
  }

  /** As a command does it, in a process of its own. */
  private long callsOf(String name, String run, boolean makes, Consumer<Warehouse> action)
      throws IOException {
    String path = CountingDisk.path(spark, folder.toRealPath().resolve(name + ".warehouse"));
    return CountingDisk.callsOf(
        () -> {
          Warehouse warehouse = makes ? Warehouse.create(spark, path) : Warehouse.open(spark, path);
          RunLedger ledger = RunLedger.start(warehouse, run, Map.of());
          action.accept(warehouse);
          ledger.finish(RunLedger.Outcome.SUCCEEDED, Map.of(), 0);
        });
  }

  private static void ingest(Warehouse warehouse, Path inputs) {
    Ingest.into(warehouse, "run").inputs(List.of(CountingDisk.path(spark, inputs))).execute();
  }

  private static void enhance(Warehouse warehouse) {
    Enhance.in(warehouse, scaled(1), "run").execute();
  }

  private static void summarize(Warehouse warehouse) {
    Summarize action = Summarize.on(warehouse, "run");
    if (action.unchanged().isEmpty()) {
      action.execute(SSIM, (result, overall) -> assertThat(overall.count()).isOne());
    }
  }
}
