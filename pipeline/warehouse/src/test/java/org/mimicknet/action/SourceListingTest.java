/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.UserException;
import org.mimicknet.archive.FaultyDisk;
import org.mimicknet.archive.FaultyDisk.Operation;
import org.mimicknet.cluster.Shared;
import org.mimicknet.table.SparkTest;

class SourceListingTest extends SparkTest {
  @TempDir Path folder;
  private Path inputs;

  @BeforeEach
  void makeInputs() throws IOException {
    inputs = Files.createDirectory(folder.toRealPath().resolve("inputs"));
    write("a.mat");
    write("sub/b.mat");
  }

  @AfterEach
  void mend() {
    FaultyDisk.mend();
  }

  @Test
  void aLinkToAFolderAboveIsNotFollowed() throws IOException {
    Files.createSymbolicLink(inputs.resolve("up"), Path.of("."));
    Files.createSymbolicLink(inputs.resolve("sub/up"), Path.of(".."));

    assertThat(paths(inputs.toString())).containsExactlyInAnyOrder("a.mat", "sub/b.mat");
  }

  @Test
  void aLinkToAFolderBesideGivesNoFileTwiceAndALinkToAFileIsAFile() throws IOException {
    Files.createSymbolicLink(inputs.resolve("latest"), Path.of("sub"));
    Files.createSymbolicLink(inputs.resolve("c.mat"), Path.of("a.mat"));

    assertThat(paths(inputs.toString())).containsExactlyInAnyOrder("a.mat", "c.mat", "sub/b.mat");
  }

  @Test
  void aFolderElsewhereIsWalkedOnceHoweverManyLinksLeadToIt() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/deep"));
    Files.writeString(elsewhere.resolve("d.mat"), "d");
    Files.createSymbolicLink(inputs.resolve("1"), elsewhere);
    Files.createSymbolicLink(inputs.resolve("2"), elsewhere.getParent());
    Files.createSymbolicLink(elsewhere.resolve("back"), inputs);

    assertThat(paths(inputs.toString()))
        .containsExactlyInAnyOrder("a.mat", "sub/b.mat", "2/deep/d.mat");
  }

  @Test
  void aFileHasOneIdHoweverItsFolderIsSpelt() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), inputs);
    Path here = Path.of("").toAbsolutePath();
    List<String> ids = ids(inputs.toString());

    assertThat(ids).hasSize(2);
    assertThat(
            Stream.of(
                inputs + "/",
                inputs + "/sub/..",
                here.relativize(inputs).toString(),
                "file://" + inputs,
                link.toString()))
        .allSatisfy(spelling -> assertThat(ids(spelling)).isEqualTo(ids));
    assertThat(ids(inputs.toString(), inputs + "/sub", inputs + "/a.mat")).isEqualTo(ids);
    assertThat(ids).containsAll(ids(inputs + "/sub"));
  }

  @Test
  void foldersThatOneWalkLeavesAreListedByTheNext() throws IOException {
    for (int i = 0; i < 1_005; i++) {
      write("deep/%s/%s.mat".formatted(i, i));
    }

    assertThat(paths(inputs.toString())).hasSize(2 + 1_005).contains("deep/1004/1004.mat");
  }

  @Test
  void aFolderThatMayNotBeListedIsToldAndTheOthersAreListed() throws IOException {
    write("lost+found/x.mat");
    FaultyDisk.happen(
        Operation.LIST,
        "/lost+found",
        FaultyDisk.ALWAYS,
        () -> {
          throw new AccessControlException("Permission denied: /secret/path");
        });

    assertThat(lines(faulty(inputs)))
        .containsExactlyInAnyOrder(
            "a.mat null",
            "sub/b.mat null",
            "lost+found The folder may not be listed: give this user permission, and ingest again");
  }

  @Test
  void aNameThatJavaCannotDecodeIsTold() throws IOException {
    URI folderUri = inputs.toUri();
    Path file = Path.of(URI.create(folderUri + "M%FCller.mat"));
    Files.writeString(file, "m");
    Files.createDirectory(Path.of(URI.create(folderUri + "K%F6ln")));

    assertThat(lines(inputs.toString()))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("M%FCller.mat The name is not in the encoding"))
        .anyMatch(line -> line.startsWith("K%F6ln The name is not in the encoding"));
  }

  @Test
  void aLinkThatLeadsNowhereIsToldWithAnUndecodableNameToo() throws IOException {
    Files.createSymbolicLink(inputs.resolve("gone.mat"), Path.of("nowhere"));
    Files.createSymbolicLink(inputs.resolve("loop.mat"), Path.of("loop.mat"));
    Files.createSymbolicLink(Path.of(URI.create(inputs.toUri() + "M%FC.mat")), Path.of("nowhere"));
    Files.createDirectory(Path.of(URI.create(inputs.toUri() + "K%F6ln")));

    assertThat(lines(inputs.toString()))
        .hasSize(6)
        .contains(
            "gone.mat The link points to nothing that is there: mend or remove it, and ingest"
                + " again",
            "loop.mat The link cannot be followed: give this user permission or mend it, and ingest"
                + " again")
        .anyMatch(line -> line.startsWith("M%FC.mat The name is not in the encoding"))
        .anyMatch(line -> line.startsWith("K%F6ln The name is not in the encoding"));
  }

  @Test
  void eachSpellingOfAFileIsKept() throws IOException {
    Path link = Files.createSymbolicLink(folder.toRealPath().resolve("link"), inputs);
    Path other = Files.createSymbolicLink(folder.toRealPath().resolve("other"), inputs);

    assertThat(list(link.toString(), inputs.toString(), other.toString()))
        .hasSize(2)
        .allSatisfy(file -> assertThat(file.getList(file.fieldIndex("spelt_ids"))).hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuchscheme://b/a", "file://elsewhere/a", "a:b"})
  void aPathThatNoFileSystemCanHaveIsTheUsersMistake(String path) {
    assertThatThrownBy(() -> paths(path))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read " + path);
  }

  @Test
  void aStorageThatIsNotThereNowIsNoMistakeOfTheUser() {
    assertThatThrownBy(() -> paths("hdfs://no-such-host.invalid:8020/a"))
        .isInstanceOf(StorageFailedException.class)
        .hasMessageStartingWith("Cannot read hdfs://no-such-host.invalid:8020/a");
  }

  @Test
  void aListingThatTheStorageFailsToGiveNamesItsInputAndNoPathInWhatSparkLogs() {
    FaultyDisk.fail(Operation.LIST, "/sub", FaultyDisk.ALWAYS);
    String second = faulty(inputs);

    assertThatThrownBy(() -> paths(folder.resolve("inputs/a.mat").toString(), second))
        .isInstanceOf(StorageFailedException.class)
        .hasMessage(
            "Cannot list %s: The storage failed (IOException). Run again when the storage is well"
                .formatted(second))
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0].getMessage())
                    .contains("Cannot list the input number 2")
                    .doesNotContain(inputs.toString()));
  }

  private static String faulty(Path path) {
    return FaultyDisk.path(spark.sparkContext().hadoopConfiguration(), path);
  }

  private static List<String> paths(String... given) {
    return column("path", given);
  }

  private static List<String> ids(String... given) {
    return column("source_id", given).stream().sorted().toList();
  }

  private static List<String> column(String name, String... given) {
    return list(given).stream().map(row -> row.<String>getAs(name)).toList();
  }

  private static List<String> lines(String... given) {
    return list(given).stream().map(row -> row.getAs("path") + " " + row.getAs("problem")).toList();
  }

  private static List<Row> list(String... given) {
    try (SourceListing listing =
        SourceListing.of(
            spark, Shared.hadoop(spark), new GivenPaths(List.of(given), List.of(), List.of()))) {
      return listing.files().collectAsList();
    }
  }

  private void write(String name) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
