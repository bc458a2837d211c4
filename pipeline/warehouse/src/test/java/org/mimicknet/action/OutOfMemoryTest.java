/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.table.ChildJvm;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/**
 * Files that need much memory, in JVMs that end at their first lack of it, handled or not, as YARN
 * starts its executors.
 */
class OutOfMemoryTest extends SparkTest {
  private static final int LARGE_SIDE = 4096;

  @TempDir Path folder;
  private Path archives;
  private Path place;

  @BeforeEach
  void makeFolders() throws IOException {
    archives = Files.createDirectory(folder.resolve("archives"));
    place = folder.resolve("warehouse");
  }

  /** Spark starts with no heap of less than 450 MB. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xmx470m", "-Xmx900m"})
  void framesOf64MegabytesAreRefusedByTheirSizeWhereATaskHasLess(String heap) throws Exception {
    writeLargeAndSmall();

    ingest(heap, "local[2]", archives);

    assertThat(rows())
        .containsExactly(
            "1.mat#0 ok",
            "2.mat#0 limit_exceeded",
            "3.mat#0 ok",
            "4.mat#0 limit_exceeded",
            "5.mat#0 ok");
    assertThat(
            sql(
                "SELECT DISTINCT regexp_replace(detail, '[0-9]+ MB', 'N MB') FROM %s WHERE detail IS NOT NULL"
                    .formatted(frames())))
        .extracting(row -> row.getString(0))
        .allSatisfy(
            detail ->
                assertThat(detail)
                    .contains("needs N MB of memory, but a task has N MB")
                    .contains("spark.executor.memory (on one machine --driver-memory)"));
  }

  @Test
  void framesOf64MegabytesAreStoredIn4GigabytesByTwoTasksAtOnceAndNotEnhancedInHalfAsMuch()
      throws Exception {
    writeLargeAndSmall();

    ingest("-Xmx4g", "local[2]", archives);

    assertThat(rows())
        .containsExactly("1.mat#0 ok", "2.mat#0 ok", "3.mat#0 ok", "4.mat#0 ok", "5.mat#0 ok");

    ChildJvm.start(
            folder,
            List.of("-Xmx2g", ChildJvm.AS_ON_YARN),
            EnhanceAll.class,
            "local[2]",
            place.toString())
        .succeeded();

    assertThat(
            sql(
                """
                SELECT concat_ws(' ', source_path, e.status)
                FROM %s JOIN delta.`%s/%s` AS e USING (frame_id) ORDER BY 1
                """
                    .formatted(frames(), place, Table.ENHANCED.sqlName())))
        .extracting(row -> row.getString(0))
        .containsExactly(
            "1.mat#0 ok",
            "2.mat#0 limit_exceeded",
            "3.mat#0 ok",
            "4.mat#0 limit_exceeded",
            "5.mat#0 ok");
  }

  /** Parquet keeps 13 MB of a frame of 8 MB until its file ends; all of them are 1 GB. */
  @Test
  void manyLargeFramesOfOneArchiveAreStoredUntilWhatTheirFileKeepsLeavesNoRoom() throws Exception {
    writeTar(1448, 80);

    ingest("-Xmx760m", "local[2]", archives);

    assertThat(sql("SELECT DISTINCT status FROM " + frames()))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("ok", "limit_exceeded");
    assertThat(
            sql(
                """
                SELECT count(*), count_if(status = 'ok') >= 20,
                  count_if(detail LIKE '%%that its file keeps of the%%')
                    = count_if(status = 'limit_exceeded') FROM %s
                """
                    .formatted(frames())))
        .containsExactly(RowFactory.create(80L, true, true));
  }

  @Test
  void manyFramesOfUsualSizeOfOneArchiveAreStored() throws Exception {
    writeTar(868, 240);

    ingest("-Xmx600m", "local[2]", archives);

    assertThat(sql("SELECT status, count(*) FROM %s GROUP BY 1".formatted(frames())))
        .containsExactly(RowFactory.create("ok", 240L));
  }

  @Test
  @NeedsSharedData("malformed files of real systems and attacks")
  void everyFileOfEveryWriterIsReadOrRefusedInAHeapOf512Megabytes() throws Exception {
    Path samples = SharedData.sample(".").normalize();

    ingest("-Xmx512m", "local[2]", samples);

    try (Stream<Path> files = Files.walk(samples)) {
      long sources = files.filter(Files::isRegularFile).count();
      assertThat(sql("SELECT count(DISTINCT source_id) FROM " + frames()))
          .extracting(row -> row.getLong(0))
          .containsExactly(sources);
    }
  }

  private void writeLargeAndSmall() throws IOException {
    LargeMat large = new LargeMat(LARGE_SIDE);
    Files.write(archives.resolve("1.mat"), MatFiles.frame(20, 17));
    large.zeros(archives.resolve("2.mat"));
    Files.write(archives.resolve("3.mat"), MatFiles.frame(20, 18));
    large.noise(archives.resolve("4.mat"));
    Files.write(archives.resolve("5.mat"), MatFiles.frame(20, 19));
  }

  /** A tar in a gzip, which is one task's, of the same frame under many names. */
  private void writeTar(int side, int frames) throws IOException {
    Path frame = folder.resolve("frame.mat");
    new LargeMat(side).noise(frame);
    GzipParameters stored = new GzipParameters();
    stored.setCompressionLevel(Deflater.NO_COMPRESSION);
    try (OutputStream file = Files.newOutputStream(archives.resolve("a.tar.gz"));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(file, stored))) {
      for (int i = 0; i < frames; i++) {
        TarArchiveEntry entry = new TarArchiveEntry(i + ".mat");
        entry.setSize(Files.size(frame));
        tar.putArchiveEntry(entry);
        Files.copy(frame, tar);
        tar.closeArchiveEntry();
      }
    }
  }

  private void ingest(String heap, String master, Path input) throws Exception {
    ChildJvm.start(
            folder,
            List.of(heap, ChildJvm.AS_ON_YARN),
            IngestAll.class,
            master,
            input.toString(),
            place.toString())
        .succeeded();
  }

  private String frames() {
    return "delta.`%s/%s`".formatted(place, Table.FRAMES.sqlName());
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Row row : sql("SELECT source_path, status FROM %s ORDER BY 1".formatted(frames()))) {
      rows.add(row.mkString(" "));
    }
    return rows;
  }

  static final class EnhanceAll {
    private EnhanceAll() {}

    public static void main(String[] args) {
      var spark = session(args[0]).getOrCreate();
      Enhance.in(Warehouse.open(spark, args[1]), ModelBundle.shipped(), "run").execute();
      spark.stop();
    }
  }

  static final class IngestAll {
    private IngestAll() {}

    public static void main(String[] args) {
      var spark = session(args[0]).getOrCreate();
      ReadSettings settings =
          ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.RATIO, 100_000));
      Ingest.into(Warehouse.create(spark, args[2]), "run")
          .inputs(List.of(args[1]))
          .privacy(Privacy.KEEPING_IDENTIFIERS)
          .settings(settings)
          .execute();
      spark.stop();
    }
  }
}
