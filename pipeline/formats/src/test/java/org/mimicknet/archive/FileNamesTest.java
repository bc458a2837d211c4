/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.format.MetadataCsv;

/** Files on the local disk under names that some program gave them. */
class FileNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "2026-03-01T10:15:00",
        ":",
        "file:x",
        "with blank",
        " blanks around ",
        "100%",
        "%20",
        "a#b",
        "who?",
        "a*b",
        "a[0-9]b",
        "{a,b}",
        "it's \"so\"",
        "a\\b",
        "a&b=c+d;e",
        "M\u00FCller",
        "Mu\u0308ller",
        "\u8D85\u97F3\u6CE2"
      })
  void everyNameIsOpenedInEveryFolder(String name) throws Exception {
    Path named = Files.createDirectory(folder.resolve(name));

    assertThat(Walk.lines(source(named.resolve(name + ".mat"), text("hello"))))
        .containsExactly("it 5");
    assertThat(Walk.lines(source(named.resolve(name + ".zip"), zip(Map.of("b", text("hi"))))))
        .containsExactly("it!/b 2");
    try (MetadataCsv csv =
        MetadataCsv.open(
            source(named.resolve(name + ".csv"), text("filename\nb.mat\n"), "it.csv"),
            new Configuration(false),
            ArchiveLimits.DEFAULT)) {
      assertThat(csv.next().file()).isEqualTo("b.mat");
    }
  }

  @Test
  void aChecksumFileOfAnotherContentBesideAFileIsNotAskedFor() throws IOException {
    Source source = source(folder.resolve("a.mat"), text("hello"));
    Files.write(
        folder.resolve(".a.mat.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});

    assertThat(Walk.lines(source)).containsExactly("it 5");
  }

  private static Source source(Path file, byte[] content) throws IOException {
    return source(file, content, "it");
  }

  /** Its URI as Hadoop's listing of the folder gives it. */
  private static Source source(Path file, byte[] content, String path) throws IOException {
    Files.write(file, content);
    return new Source(new org.apache.hadoop.fs.Path(file.toUri()).toString(), content.length, path);
  }
}
