/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.JoinKey;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class MetadataFilesTest extends SparkTest {
  private static final String HEADER = "filename,probe\n";

  @TempDir Path folder;
  private Path inputs;

  @BeforeEach
  void makeInputs() throws IOException {
    inputs = Files.createDirectory(folder.resolve("inputs"));
  }

  @Test
  void ofRowsAmongTheInputsThatSayDifferentThingsNoneWins() throws IOException {
    write("b.csv", HEADER + "x.mat,b\ny.mat,b1\ny.mat,b2\nz.mat,b3\n");
    write("a.CSV", HEADER + "x.mat,a\n,without a name\n");
    write("other.csv", "name,probe\nx.mat,other\n");
    write("empty.csv", "");
    write("note.txt", HEADER + "x.mat,note\n");

    MetadataLookup lookup = files().lookup().value();

    assertThat(lookup.size()).isEqualTo(5);
    assertThat(lookup.of(JoinKey.of("x.mat")).doubt()).contains("several rows");
    assertThat(lookup.of(JoinKey.of("y.mat")).doubt()).contains("several rows");
    assertThat(probe(lookup, "z.mat")).isEqualTo("b3");
  }

  @Test
  void whatCannotBeUsedIsTold() throws IOException {
    write("a.csv", HEADER + "x.mat,a\n,without a name\n");

    List<Row> problems = files().problems().collectAsList();

    assertThat(problems)
        .extracting(row -> row.getString(0), row -> row.getLong(2), row -> row.getString(3))
        .containsExactly(tuple("a.csv", 3L, "unreadable_row"));
  }

  @Test
  void moreRowsThanEveryExecutorMayHoldAreRefused() throws IOException {
    write("a.csv", HEADER + "1.mat,a\n2.mat,a\n");
    write("b.csv", HEADER + "3.mat,b\n4.mat,b\n");
    String key = ActionTunables.METADATA_ROWS.key();
    spark.conf().set(key, 4);
    try {
      assertThat(files().lookup().value().size()).isEqualTo(4);
      spark.conf().set(key, 3);
      MetadataFiles files = files();

      assertThatThrownBy(files::lookup)
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Cannot join the metadata CSVs: they have more than 3 rows, which every executor"
                  + " would hold. Put them into the archives that they speak of, or raise "
                  + "spark.mimicknet.ingest.metadata-rows");
    } finally {
      spark.conf().unset(key);
    }
  }

  @Test
  void aNamedFileThatIsNoMetadataCsvIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "name,probe\nx.mat,other\n");
    Path text = Files.writeString(folder.resolve("note.txt"), HEADER + "x.mat,note\n");
    Files.write(inputs.resolve("x.mat"), MatFiles.frame(20, 17));
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());

    assertThatThrownBy(() -> ingest(warehouse, other))
        .isInstanceOf(UserException.class)
        .hasMessage(
            ("Cannot use --metadata %s: The file is no metadata CSV: its name must end in .csv and"
                    + " its first line name a column \"filename\"")
                .formatted(other));
    assertThatThrownBy(() -> ingest(warehouse, text))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use --metadata %s: there is no file *.csv".formatted(text));

    assertThat(warehouse.read(Table.FRAMES).count()).isZero();
  }

  private void ingest(Warehouse warehouse, Path metadata) {
    Ingest.into(warehouse, "run")
        .inputs(List.of(inputs.toString()))
        .metadata(List.of(metadata.toString()))
        .execute();
  }

  @Test
  void aRunReadsThemOnceHoweverManyBatchesItHas() throws IOException {
    for (int i = 0; i < 3; i++) {
      Files.write(inputs.resolve(i + ".mat"), MatFiles.frame(20, 17 + i));
    }
    Path one = Files.writeString(folder.resolve("one.csv"), HEADER + "0.mat,p\n1.mat,p\n2.mat,p\n");
    Path many = Files.copy(one, folder.resolve("many.csv"));

    Ingest.Result oneBatch = ingest("in-one", one, 1L << 30);
    Ingest.Result batches = ingest("in-many", many, 1);

    assertThat(oneBatch.batches()).isEqualTo(1);
    assertThat(batches.batches()).isEqualTo(4);
    assertThat(CountingDisk.opened(one)).isPositive();
    assertThat(CountingDisk.opened(many)).isEqualTo(CountingDisk.opened(one));
  }

  private Ingest.Result ingest(String name, Path csv, long batchBytes) {
    Warehouse warehouse = Warehouse.create(spark, folder.resolve(name).toString());
    Ingest.Result result =
        Ingest.into(warehouse, "run")
            .inputs(List.of(inputs.toString()))
            .metadata(List.of(CountingDisk.path(spark, csv)))
            .batchBytes(batchBytes)
            .execute();
    assertThat(warehouse.read(Table.FRAMES).where("probe = 'p'").count()).isEqualTo(3);
    return result;
  }

  private MetadataFiles files() {
    Shared<SerializableConfiguration> hadoop = Shared.hadoop(spark);
    return new MetadataFiles(
        SourceListing.of(
                spark, hadoop, new GivenPaths(List.of(inputs.toString()), List.of(), List.of()))
            .files(),
        List.of(),
        hadoop,
        ArchiveLimits.DEFAULT);
  }

  private static String probe(MetadataLookup lookup, String fileName) {
    return lookup.of(JoinKey.of(fileName)).joined().orElseThrow().metadata().probe();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(inputs.resolve(name), content);
  }
}
