/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.sevenZip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SevenZipTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = SevenZMethod.class,
      names = {"COPY", "LZMA", "LZMA2", "BZIP2", "DEFLATE"})
  void everyMemberIsRead(SevenZMethod method) {
    byte[] archive = sevenZip(method, members("d/a.mat", random(70_000), "b", random(3)));

    assertThat(Walk.lines(source(folder, "a.7z", archive)))
        .containsExactly("a.7z!/d/a.mat 70000", "a.7z!/b 3");
  }

  /**
   * Written by py7zr 1.1.4 in append mode, a group for each method: a (LZMA2), b and c (PPMd), d
   * (LZMA2), e (Zstandard), of 700, 300, 200, 400 and 100 bytes.
   */
  @Test
  void aGroupOfAnotherMethodIsRefusedAndTheGroupsBehindItAreRead() throws Exception {
    Path mixed = Path.of(SevenZipTest.class.getResource("mixed_methods.7z").toURI());

    assertThat(Walk.lines(source(mixed)))
        .containsExactly(
            "mixed_methods.7z!/a.raw 700",
            "mixed_methods.7z!/b.raw unsupported_format",
            "mixed_methods.7z!/c.raw unsupported_format",
            "mixed_methods.7z!/d.raw 400",
            "mixed_methods.7z!/e.raw unsupported_format");
    try (Members members =
        Members.open(source(mixed), new Configuration(false), ArchiveLimits.DEFAULT)) {
      members.next();
      assertThat((Problem) members.next())
          .extracting(Problem::detail)
          .isEqualTo(
              "The member is packed by PPMd, which is not read in a 7z: pack it again with LZMA2");
    }
  }

  @Test
  void anInnerOneIsHeldInMemoryUpToTheLimit() {
    byte[] inner = sevenZip(SevenZMethod.LZMA2, members("a.mat", random(70_000), "b", random(3)));
    Source source = source(folder, "o.tar", tar(members("i.7z", inner, "z", random(4))));

    assertThat(Walk.lines(source))
        .containsExactly("o.tar!/i.7z!/a.mat 70000", "o.tar!/i.7z!/b 3", "o.tar!/z 4");
    assertThat(Walk.lines(source, ArchiveLimits.DEFAULT.with(Limit.WORKING_BYTES, 50_000)))
        .containsExactly("o.tar!/i.7z limit_exceeded", "o.tar!/z 4");
  }

  @Test
  void aBombAndATooLargeMemberEndTheArchive() {
    byte[] bomb =
        sevenZip(SevenZMethod.LZMA2, members("ok", random(10), "zeros", new byte[8_000_000]));

    assertThat(Walk.lines(source(folder, "a.7z", bomb)))
        .containsExactly("a.7z!/ok 10", "a.7z!/zeros limit_exceeded");
    assertThat(
            Walk.lines(
                source(
                    folder,
                    "b.7z",
                    sevenZip(SevenZMethod.LZMA2, members("a", random(90_000), "b", random(1)))),
                ArchiveLimits.DEFAULT.with(Limit.MEMBER_BYTES, 50_000)))
        .containsExactly("b.7z!/a limit_exceeded");
  }

  @Test
  void aDictionaryLargerThanTheLimitIsRefused() {
    byte[] archive = sevenZip(SevenZMethod.LZMA2, members("a", random(70_000)));

    assertThat(
            Walk.lines(
                source(folder, "a.7z", archive),
                ArchiveLimits.DEFAULT.with(Limit.WORKING_BYTES, 1 << 20)))
        .hasSize(1)
        .allMatch(line -> line.endsWith(" limit_exceeded"));
  }

  @Test
  void oneThatIsCutSaysSo() {
    byte[] whole = sevenZip(SevenZMethod.LZMA2, members("a", random(70_000)));

    assertThat(Walk.lines(source(folder, "a.7z", Arrays.copyOf(whole, 60_000))))
        .hasSize(1)
        .allMatch(line -> line.matches("a.7z (malformed|truncated)"));
  }

  private static Map<String, byte[]> members(Object... namesAndContents) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      members.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return members;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
