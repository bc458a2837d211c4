/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.concat;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.random;
import static org.mimicknet.archive.ArchiveBuilder.sevenZip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with something before, between or behind them. */
class JoinedArchivesTest {
  @TempDir Path folder;

  @Test
  void tarsThatWereJoinedAreOne() throws IOException {
    byte[] a = tar(Map.of("a", random(700)));
    byte[] b = tar(Map.of("b", random(1300)));
    byte[] withoutEnd = Arrays.copyOf(a, 512 + 1024);
    String[] both = {"t!/a 700", "t!/b 1300"};

    assertThat(lines(concat(a, b))).containsExactly(both);
    assertThat(lines(gzip(concat(a, b)))).containsExactly(both);
    assertThat(lines(concat(gzip(a), gzip(b)))).containsExactly(both);
    assertThat(lines(concat(withoutEnd, b))).containsExactly(both);
    assertThat(lines(concat(withoutEnd, new byte[512], b))).containsExactly(both);
    assertThat(lines(concat(a, new byte[100 * 512], b))).containsExactly(both);
    assertThat(lines(concat(a, Arrays.copyOf(b, 1500))))
        .containsExactly("t!/a 700", "t!/b truncated");
  }

  @Test
  void theCommentOfAZipMayLookLikeItsEnd() throws IOException {
    byte[] zip = zip(Map.of("a", random(700)));
    byte[] comment = text("PK\u0005\u0006 inside of the comment" + "x".repeat(3000));
    zip[zip.length - 2] = (byte) comment.length;
    zip[zip.length - 1] = (byte) (comment.length >> 8);

    assertThat(lines(concat(zip, comment))).containsExactly("t!/a 700");
  }

  @Test
  void zerosBehindATarAreSilentAndOtherBytesAreTold() throws IOException {
    byte[] a = tar(Map.of("a", random(700)));

    assertThat(lines(concat(a, new byte[10_000_001]))).containsExactly("t!/a 700");
    assertThat(lines(gzip(concat(a, new byte[10_000_001])))).containsExactly("t!/a 700");
    assertThat(lines(concat(a, text("x")))).containsExactly("t!/a 700", "t malformed");
    assertThat(lines(concat(a, random(5000)))).containsExactly("t!/a 700", "t malformed");
    assertThat(lines(gzip(concat(a, new byte[700], text("x")))))
        .containsExactly("t!/a 700", "t malformed");
  }

  @Test
  void aJoinedTarIsSharedOutLikeAnother() throws IOException {
    byte[] joined =
        concat(
            tar(Map.of("a", random(7000))), tar(Map.of("b", random(7000))), text("what is this"));
    Source source = source(folder, "t", joined);

    assertThat(linesOfRanges(source, 1024))
        .isEqualTo(Walk.lines(source))
        .containsExactly("t!/a 7000", "t!/b 7000", "t malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MZ", "\u007FELF", "#!/bin/sh\n"})
  void anArchiveBehindItsProgramIsRead(String start) throws IOException {
    byte[] program = concat(text(start), random(5000), text("PK\u0005\u0006 7z\u00BC\u00AF"));
    byte[] zip = zip(Map.of("a", random(700)));
    byte[] sevenZip = sevenZip(SevenZMethod.LZMA2, Map.of("a", random(700)));

    assertThat(lines(concat(program, zip))).containsExactly("t!/a 700");
    assertThat(lines(concat(program, zip, new byte[2000]))).containsExactly("t!/a 700");
    assertThat(lines(concat(program, sevenZip))).containsExactly("t!/a 700");
    assertThat(lines(program)).containsExactly("t " + program.length);
    assertThat(lines(text(start))).containsExactly("t " + start.length());
    assertThat(lines(concat(program, zip, random(70_000)))).hasSize(1).allMatch(this::isPlain);
  }

  @Test
  void aZipBehindAnythingIsReadByItsName() throws IOException {
    byte[] padded = concat(random(300), zip(Map.of("a", random(700))), random(50));

    assertThat(Walk.lines(source(folder, "t.ZIP", padded))).containsExactly("t.ZIP!/a 700");
    assertThat(lines(padded)).containsExactly("t " + padded.length);
  }

  @Test
  void aZipBehindItsProgramIsSharedOutLikeAnother() throws IOException {
    byte[] zip = zip(Map.of("a", random(9000), "b", random(9000)));
    Source source = source(folder, "t", concat(text("MZ"), random(5000), zip));

    assertThat(linesOfRanges(source, 1024))
        .isEqualTo(Walk.lines(source))
        .containsExactlyInAnyOrder("t!/a 9000", "t!/b 9000");
  }

  @Test
  void aZipWithTheMarkerOfOneThatWasToBeCutIsRead() throws IOException {
    byte[] zip = concat(text("PK00"), zip(Map.of("a", random(700))));

    assertThat(lines(zip)).containsExactly("t!/a 700");
    assertThat(lines(zip(Map.of("z", zip)))).containsExactly("t!/z!/a 700");
  }

  private boolean isPlain(String line) {
    return line.matches("t [0-9]+");
  }

  private List<String> lines(byte[] content) {
    return Walk.lines(source(folder, "t", content));
  }

  private static List<String> linesOfRanges(Source source, long bytes) {
    ArchivePlan plan =
        ArchivePlan.of(source, new Configuration(false), ArchiveLimits.DEFAULT, bytes);
    assertThat(plan.ranges()).hasSizeGreaterThan(1);
    List<String> lines = new ArrayList<>();
    plan.ranges().forEach(range -> lines.addAll(Walk.lines(source, range)));
    return lines;
  }
}
