/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.inference.TestModels;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.privacy.PrivacyKey;
import org.mimicknet.sql.MimickNetFunctions;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Every action on a cluster whose serializer is Kryo, as Sedona and Hudi demand it, gives the rows
 * that it gives here under Java's.
 */
class KryoTest extends SparkTest {
  @TempDir private Path folder;

  @Test
  void everyActionGivesTheRowsThatItGivesUnderJavasSerializer() throws Exception {
    writeInputs();

    ChildJvm onCluster =
        ChildJvm.start(
            folder, ChildJvm.clusterEnvironment(folder), OnCluster.class, folder.toString());
    everyAction(spark, folder, "java");
    onCluster.succeeded();

    for (Table table : List.of(Table.FRAMES, Table.ENHANCED, Table.STUDY_SUMMARY)) {
      assertThat(rows(table, "kryo"))
          .as(table.name())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(rows(table, "java"));
    }
    assertThat(Files.readString(folder.resolve("ssim.kryo")))
        .contains("1.0")
        .isEqualTo(Files.readString(folder.resolve("ssim.java")));
    try (var files = Files.walk(folder.resolve("events"))) {
      for (Path events : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(events)).doesNotContain("a secret of 32 letters");
      }
    }
  }

  private void writeInputs() throws IOException {
    Path archives = Files.createDirectory(folder.resolve("archives"));
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int width = 17; width < 21; width++) {
      members.put("f%s.mat".formatted(width), MatFiles.frame(20, width));
    }
    members.put("over a limit.mat", MatFiles.frame(60, 60));
    members.put("notes.txt", ArchiveBuilder.text("hello"));
    Files.write(archives.resolve("one.zip"), ArchiveBuilder.zip(members));
    Files.write(archives.resolve("loose.mat"), MatFiles.frame(31, 33));
    Files.writeString(
        archives.resolve("loose.csv"),
        "filename,probe,scanner,target,harm,f0,timestamp_id\nf17.mat,p1,s1,liver,1,2e6,2018\n");
    Files.writeString(
        folder.resolve("metrics.csv"),
        ImportMetricsTest.HEADER + "\n" + ImportMetricsTest.metrics("f17.mat", "0.5") + "\n");
    Files.writeString(folder.resolve("key"), "a secret of 32 letters, not more: 0x7f3a9b1c");
    Files.createDirectory(folder.resolve("events"));
  }

  private static void everyAction(SparkSession spark, Path folder, String name) throws IOException {
    Warehouse warehouse = Warehouse.create(spark, folder.resolve(name).toString());
    List<String> inputs = List.of(folder.resolve("archives").toString());
    Privacy privacy = Privacy.withKey(PrivacyKey.read(folder.resolve("key")));
    spark.conf().set("spark.mimicknet.ingest.task-bytes", "1k");
    Ingest.into(warehouse, "1").inputs(inputs).privacy(privacy).settings(pixels(1024)).execute();
    Replay.on(warehouse, "2")
        .inputs(inputs)
        .reasons(Set.of(Reason.LIMIT_EXCEEDED))
        .privacy(privacy)
        .settings(pixels(4096))
        .execute();
    spark.conf().unset("spark.mimicknet.ingest.task-bytes");
    ImportMetrics.into(warehouse, "3")
        .metrics(List.of(folder.resolve("metrics.csv").toString()))
        .metadata(List.of(folder.resolve("archives/loose.csv").toString()))
        .model("published")
        .execute();
    Enhance.in(warehouse, TestModels.scaled(1), "4").execute();
    Summarize.on(warehouse, "5").execute();
    MimickNetFunctions.register(spark);
    Files.writeString(
        folder.resolve("ssim." + name),
        spark
            .sql(
                "SELECT frame_id, mn_ssim(das, das, height, width) FROM %s WHERE status = 'ok' ORDER BY 1"
                    .formatted(warehouse.identifier(Table.FRAMES)))
            .collectAsList()
            .toString());
  }

  private static ReadSettings pixels(long most) {
    return ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.FRAME_PIXELS, most));
  }

  /** All that does not differ from run to run. */
  private List<String> rows(Table table, String name) {
    return Warehouse.open(spark, folder.resolve(name).toString())
        .read(table)
        .drop("ingested_at", "enhanced_at", "summarized_at", "elapsed_ms")
        .drop("latest_ingested_at", "latest_enhanced_at")
        .toJSON()
        .collectAsList();
  }

  /** The driver. */
  static final class OnCluster {
    private OnCluster() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      SparkSession spark =
          session("local-cluster[1,2,1024]")
              .config("spark.serializer", KryoSerializer.class.getName())
              .config("spark.kryo.unsafe", true)
              .config("spark.eventLog.enabled", true)
              .config("spark.eventLog.dir", folder.resolve("events").toUri().toString())
              .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
              .config("spark.executor.extraJavaOptions", flagsThatRound())
              .getOrCreate();
      everyAction(spark, folder, "kryo");
      spark.stop();
    }

    /** Metrics sum in another order where there are no vectors. */
    private static String flagsThatRound() {
      return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(flag -> flag.startsWith("--add-modules") || flag.startsWith("-XX:Tiered"))
          .collect(joining(" "));
    }
  }
}
