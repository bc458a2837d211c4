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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.privacy.Privacy;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** All real samples, hostile ones too, as loose files, in a zip, in a tar, and in both at once. */
@NeedsSharedData("files of real systems")
class AllSamplesTest extends SparkTest {
  /**
   * What differs by design. A nested zip is read as a stream: without its directory, links look
   * like small files, and a member over its limit ends the archive. Only a source of its own, not a
   * nested archive, gets a row that it holds nothing. And the files of a Clarius capture are a pair
   * only inside of an archive.
   */
  private static final List<String> OTHERWISE =
      List.of(
          "COMPRESS-214_unix_symlinks.zip",
          "zipbomb.xlsx",
          "COMPRESS-492.7z",
          "longsymlink/gnu.tar",
          "clarius-raw/");

  @TempDir Path folder;

  @Test
  void inAnyContainerTheSamplesGiveTheSameStatusesAndNothingIsWrittenElsewhere()
      throws IOException {
    Path samples = SharedData.sample(".").normalize();
    Path archives = Files.createDirectory(folder.resolve("archives"));
    writeZip(archives.resolve("all.zip"), samples);
    writeTar(archives.resolve("all.tar"), samples);
    writeTarGz(archives.resolve("nested.tgz"), archives.resolve("all.zip"));
    Path warehouse = folder.resolve("warehouse");

    Ingest.into(Warehouse.create(spark, warehouse.toString()), "run")
        .inputs(List.of(samples.toString(), archives.toString()))
        .privacy(Privacy.KEEPING_IDENTIFIERS)
        .settings(ReadSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.with(Limit.DEPTH, 9)))
        .execute();

    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Row row :
        sql(
            """
            SELECT coalesce(nullif(regexp_extract(source_path, '^(all.zip|all.tar|nested.tgz)', 1), ''), 'loose'),
              status, count(*)
            FROM delta.`%s/%s`
            WHERE status <> 'metadata' AND NOT source_path RLIKE '%s'
            GROUP BY 1, 2
            """
                .formatted(warehouse, Table.FRAMES.sqlName(), String.join("|", OTHERWISE)))) {
      counts
          .computeIfAbsent(row.getString(0), key -> new TreeMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    Map<String, Long> loose = counts.get("loose");
    assertThat(loose.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(620);
    assertThat(counts.get("all.zip")).isEqualTo(loose);
    assertThat(counts.get("all.tar")).isEqualTo(loose);
    assertThat(counts.get("nested.tgz")).isEqualTo(loose);
    try (Stream<Path> made = Files.list(folder)) {
      assertThat(made).containsExactlyInAnyOrder(archives, warehouse);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void writeZip(Path target, Path root) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path file : files(root)) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static void writeTar(Path target, Path root) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(target))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path file : files(root)) {
        add(tar, root.relativize(file).toString(), file);
      }
    }
  }

  private static void writeTarGz(Path target, Path file) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(target));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      add(tar, "inner.zip", file);
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }
}
