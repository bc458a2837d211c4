/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

/** Inputs by patterns and by lists. */
class InputsTest extends SparkTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makeInputs() throws IOException {
    root = Files.createDirectory(folder.toRealPath().resolve("archives"));
    for (String site : List.of("site-a", "site-b", "other")) {
      for (String month : List.of("2026-01", "2026-02", "2026-11")) {
        write(site + "/" + month + "/1.mat");
        write(site + "/" + month + "/deep/2.mat");
      }
    }
    write("site-a/2026-01/3.csv");
  }

  @Test
  void aPatternFindsWhatHadoopFinds() throws IOException {
    List<String> patterns =
        List.of(
            "site-*/2026-0?/*.mat",
            "site-[!a]/2026-01",
            "{site-a,other}/2026-11/1.mat",
            "{site-a/2026-01,other}/*.csv",
            "*/2026-01/deep",
            "site-?",
            "*",
            "site-a/2026-0[1-2]/*",
            "site-a/2026-01/1.mat/*",
            "site-a/*/deep/2.mat");
    assertThat(patterns)
        .allSatisfy(
            pattern -> {
              Set<String> expected = found(root + "/" + pattern);
              if (expected.isEmpty()) {
                assertThatThrownBy(() -> list(root + "/" + pattern))
                    .isInstanceOf(UserException.class);
              } else {
                assertThat(uris(list(root + "/" + pattern))).isEqualTo(expected);
              }
            });
    assertThat(patterns.stream().filter(pattern -> !found(root + "/" + pattern).isEmpty()))
        .hasSize(9);
  }

  @Test
  void aPathIsRelativeToTheFolderAboveTheFirstWildcard() {
    assertThat(paths(list(root + "/site-a/2026-0*/*.mat", root + "/site-b")))
        .containsExactlyInAnyOrder(
            "2026-01/1.mat",
            "2026-02/1.mat",
            "2026-01/1.mat",
            "2026-01/deep/2.mat",
            "2026-02/1.mat",
            "2026-02/deep/2.mat",
            "2026-11/1.mat",
            "2026-11/deep/2.mat");
  }

  @Test
  void aFileThatIsThereWinsOverThePatternThatItsNameIs() throws IOException {
    write("x1.mat");
    write("x?.mat");
    write("[x]/y.mat");

    assertThat(paths(list(root + "/x?.mat", root + "/[x]"))).containsExactly("x?.mat", "y.mat");
    assertThat(paths(list(root + "/\\[x\\]/*.mat"))).containsExactly("y.mat");
  }

  @Test
  void whatMatchesNothingIsTold() {
    assertThatThrownBy(() -> list(root + "/site-a", root + "/site-*/*.zip"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read %s/site-*/*.zip: there is no such file or folder, and as a pattern it matches none. Check the path and its wildcards"
                .formatted(root));
    assertThatThrownBy(() -> list(root + "/site-[a"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is no pattern");
  }

  @Test
  void aListNamesFilesAndFoldersOneALine() throws IOException {
    write("# 1?.mat");
    String relative = Path.of("").toAbsolutePath().relativize(root).toString();
    Path list =
        Files.writeString(
            folder.resolve("list [1].txt"),
            "\uFEFF%1$s/site-a/2026-01/1.mat\r\n\n  \n# %1$s/other\n%1$s/site-b/2026-02\nfile:%1$s/# 1?.mat\n%2$s/other/2026-11/1.mat"
                .formatted(root, relative));

    assertThat(uris(listed(list)))
        .isEqualTo(
            Stream.of(
                    "site-a/2026-01/1.mat",
                    "site-b/2026-02/1.mat",
                    "site-b/2026-02/deep/2.mat",
                    "# 1?.mat",
                    "other/2026-11/1.mat")
                .map(path -> "file:" + root + "/" + path)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aListIsReadInRangesAndEachLineOnce() throws IOException {
    String lines =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "%s/%s%s.mat".formatted(root, "x".repeat(i % 120), i))
            .collect(Collectors.joining("\r\n"));
    assertThat(lines.length()).isGreaterThan(3 * 64 * 1024);
    Path list = Files.writeString(folder.resolve("list"), lines);

    List<Row> files = listed(list);

    assertThat(files.stream().map(file -> file.<String>getAs("uri").replace("file:", "")))
        .containsExactlyInAnyOrderElementsOf(lines.lines().toList());
  }

  @Test
  void aListThatCannotBeUsedIsTold() throws IOException {
    Path none = folder.resolve("none");
    Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n\n");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {80, 75, 3, 4, 0, 0});
    Path unknown = Files.writeString(folder.resolve("unknown"), "nosuch://bucket/a\n");

    assertThatThrownBy(() -> listed(none))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot read the list of inputs %s: there is no such file".formatted(none));
    assertThatThrownBy(() -> listed(folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is a folder")
        .hasMessageStartingWith("Cannot read the list of inputs %s: it".formatted(folder));
    assertThatThrownBy(() -> listed(empty))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the list of inputs %s: it names no path; give a path in each line"
                .formatted(empty));
    assertThatThrownBy(() -> listed(binary))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read a line, which %s names: ".formatted(binary));
    assertThatThrownBy(() -> listed(unknown))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot read nosuch://bucket/a, which %s names: ".formatted(unknown));
  }

  @Test
  void aListedFileThatIsGoneIsARowUntilItIsThere() throws IOException {
    Path gone = root.resolve("gone.mat");
    Path list =
        Files.writeString(
            folder.resolve("list"), "%s\n%s/site-a/2026-01/1.mat\n".formatted(gone, root));
    Files.write(root.resolve("site-a/2026-01/1.mat"), MatFiles.frame(20, 17));
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());

    assertThat(ingest(warehouse, "first", list).framesFailed()).isEqualTo(1);
    assertThat(rows(warehouse)).containsExactly("1.mat#0 ok first", "gone.mat unreadable first");
    assertThat(ingest(warehouse, "second", list).sources()).isZero();
    Files.write(gone, MatFiles.frame(20, 18));
    ingest(warehouse, "third", list);

    assertThat(rows(warehouse)).containsExactly("1.mat#0 ok first", "gone.mat#0 ok third");
  }

  private static Ingest.Result ingest(Warehouse warehouse, String run, Path list) {
    return Ingest.into(warehouse, run).inputLists(List.of(list.toString())).execute();
  }

  private static List<String> rows(Warehouse warehouse) {
    return warehouse
        .read(Table.FRAMES)
        .selectExpr("concat_ws(' ', source_path, status, run_id) AS text")
        .orderBy("text")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** The files that Hadoop finds for a pattern, and those in the folders that it finds. */
  private static Set<String> found(String pattern) {
    Set<String> files = new TreeSet<>();
    try {
      FileSystem disk = FileSystem.getLocal(spark.sparkContext().hadoopConfiguration());
      for (FileStatus status : disk.globStatus(new org.apache.hadoop.fs.Path(pattern))) {
        var below = disk.listFiles(status.getPath(), true);
        while (below.hasNext()) {
          files.add(below.next().getPath().toString());
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return files;
  }

  private static Set<String> uris(List<Row> files) {
    return files.stream()
        .map(file -> file.<String>getAs("uri"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> paths(List<Row> files) {
    return files.stream().map(file -> file.<String>getAs("path")).sorted().toList();
  }

  private static List<Row> list(String... inputs) {
    return list(new GivenPaths(List.of(inputs), List.of(), List.of()));
  }

  private static List<Row> listed(Path list) {
    return list(new GivenPaths(List.of(), List.of(list.toString()), List.of()));
  }

  private static List<Row> list(GivenPaths given) {
    try (SourceListing listing = SourceListing.of(spark, Shared.hadoop(spark), given)) {
      return listing.files().collectAsList();
    }
  }

  private void write(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
