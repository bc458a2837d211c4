/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.UserException;
import org.mimicknet.archive.ArchiveBuilder;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** Which rows of the metadata CSVs outside of archives frames meet, and what of them is told. */
class MetadataJoinTest extends SparkTest {
  private static final String HEADER = "filename,timestamp_id,probe\n";
  private static final String SHARED =
      " metadata: not joined, for the row of a CSV that fits it fits other files, too: write paths"
          + " into the column filename";

  @TempDir Path folder;
  private Path inputs;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() throws IOException {
    inputs = Files.createDirectory(folder.resolve("inputs"));
    warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());
  }

  @Test
  @NeedsSharedData("the field cases")
  void aCsvInEachFolderSpeaksOfItsFolder() {
    Path folders = SharedData.fieldCase("51-csv-same-name/folders");

    ingest(List.of(folders), List.of());

    assertThat(frames())
        .containsExactly(
            "study1/frame_x.mat#0 20260301110134 L1", "study2/frame_x.mat#0 20260301110135 L2");
  }

  @Test
  @NeedsSharedData("the field cases")
  void soItDoesWhereTheFoldersAreInputsAndMetadataThemselves() {
    Path folders = SharedData.fieldCase("51-csv-same-name/folders");
    List<Path> both = List.of(folders.resolve("study2"), folders.resolve("study1"));

    ingest(both, both);

    assertThat(frames())
        .containsExactly("frame_x.mat#0 20260301110134 L1", "frame_x.mat#0 20260301110135 L2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "latin1", "semicolon", "utf16"})
  @NeedsSharedData("the field cases")
  void metadataAreReadAsPeopleSaveThem(String name) throws IOException {
    write("frame_a.mat", MatFiles.frame(20, 17));

    Ingest.Result result =
        ingest(List.of(inputs), List.of(SharedData.fieldCase("71-metadata-csv/" + name + ".csv")));

    assertThat(frames()).containsExactly("frame_a.mat#0 20260301101500 L12-3");
    assertThat(warehouse.read(Table.FRAMES).where("status = 'ok'").first().<String>getAs("site"))
        .isEqualTo("K\u00F6ln");
    assertThat(result.metadata()).containsExactly(new MetadataUse(name + ".csv", 1, 0, 0));
  }

  @Test
  void aNamedCsvThatCannotBeReadIsTheUsersError() throws IOException {
    write("a.mat", MatFiles.frame(20, 17));
    Path picture = Files.write(folder.resolve("p.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});

    assertThatThrownBy(() -> ingest(List.of(inputs), List.of(picture)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot use --metadata %s: ".formatted(picture))
        .hasMessageContaining("filename");
    assertThat(warehouse.read(Table.FRAMES).count()).isZero();
  }

  @Test
  void oneRowForFilesOfOneNameIsJoinedToNoneButThatBesideIt() throws IOException {
    write("study1/f.mat", MatFiles.frame(20, 17));
    write("study2/f.mat", MatFiles.frame(20, 18));
    write("study1/f.csv", (HEADER + "f.mat,1,L1\n").getBytes(UTF_8));
    write("study3/g.mat", MatFiles.frame(20, 19));
    write("study4/g.mat", MatFiles.frame(20, 20));
    Path named =
        Files.writeString(folder.resolve("n.csv"), HEADER + "g.mat,2,L2\nstudy4/g.mat,3,L3\n");

    Ingest.Result result = ingest(List.of(inputs), List.of(named));

    assertThat(frames())
        .containsExactly(
            "study1/f.mat#0 1 L1",
            "study2/f.mat#0 f null" + SHARED,
            "study3/g.mat#0 g null" + SHARED,
            "study4/g.mat#0 3 L3");
    assertThat(result.metadata())
        .containsExactly(
            new MetadataUse("n.csv", 2, 1, 0), new MetadataUse("study1/f.csv", 1, 0, 0));
  }

  @Test
  void membersOfOneNameInAnArchiveAreToldByTheirFolders() throws IOException {
    write(
        "a.zip",
        ArchiveBuilder.zip(
            Map.of(
                "s1/f.mat", MatFiles.frame(20, 17),
                "s2/f.mat", MatFiles.frame(20, 18),
                "s1/g.mat", MatFiles.frame(20, 19),
                "s2/g.mat", MatFiles.frame(20, 20))));
    Path named =
        Files.writeString(
            folder.resolve("n.csv"), HEADER + "f.mat,1,L1\ns1\\g.mat,2,L2\na.zip/s2/g.mat,3,L3\n");

    ingest(List.of(inputs), List.of(named));

    assertThat(frames())
        .containsExactly(
            "a.zip!/s1/f.mat#0 f null" + SHARED,
            "a.zip!/s1/g.mat#0 2 L2",
            "a.zip!/s2/f.mat#0 f null" + SHARED,
            "a.zip!/s2/g.mat#0 3 L3");
  }

  @Test
  void rowsThatMeetNothingOrFilesOfSeveralArchivesAreCounted() throws IOException {
    write("a.zip", ArchiveBuilder.zip(Map.of("f.mat", MatFiles.frame(20, 17))));
    write("b.zip", ArchiveBuilder.zip(Map.of("f.mat", MatFiles.frame(20, 18))));
    write("c/meta.csv", (HEADER + "f.mat,1,L1\ng.mat,2,L2\nG,3,L3\n").getBytes(UTF_8));

    assertThat(ingest(List.of(inputs), List.of()).metadata())
        .containsExactly(new MetadataUse("c/meta.csv", 3, 2, 1));
    assertThat(ingest(List.of(inputs), List.of()).metadata()).as("nothing new is read").isEmpty();
  }

  @Test
  void rowsOfACsvInAnArchiveThatMeetNothingAreToldByARow() throws IOException {
    write(
        "a.zip",
        ArchiveBuilder.zip(
            Map.of(
                "f.mat", MatFiles.frame(20, 17),
                "meta.csv", (HEADER + "f.mat,1,L1\nF.MAT,2,L2\nf,3,L3\n").getBytes(UTF_8))));

    ingest(List.of(inputs), List.of());

    assertThat(warehouse.read(Table.FRAMES).where("status = 'metadata'").collectAsList())
        .extracting(row -> row.getAs("source_path") + ": " + row.getAs("detail"))
        .containsExactly("a.zip!/meta.csv: 2 rows of the metadata CSV met no frame of the archive");
  }

  private Ingest.Result ingest(List<Path> from, List<Path> metadata) {
    return Ingest.into(warehouse, "run")
        .inputs(from.stream().map(Path::toString).toList())
        .metadata(metadata.stream().map(Path::toString).toList())
        .execute();
  }

  private List<String> frames() {
    return warehouse.read(Table.FRAMES).where("status = 'ok'").collectAsList().stream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.getAs("source_path"),
                        row.getAs("study_id"),
                        row.getAs("probe"),
                        row.getAs("detail") == null ? "" : row.getAs("detail"))
                    .strip())
        .sorted()
        .toList();
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
