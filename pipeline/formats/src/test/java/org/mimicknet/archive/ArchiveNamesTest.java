/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.storedZip;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names as the programs of many years and countries have written them into archives. */
class ArchiveNamesTest {
  private static final String UMLAUTS = "M\u00FCller/\u00C4rzte \u00E9.mat";
  private static final String KANJI = "\u8D85\u97F3.mat";

  @TempDir Path folder;

  @Test
  void namesOfAZipWithoutAFlagAreInTheCodePageOfDosUnlessTheyAreUtf8() throws IOException {
    assertThat(names(zipIn("IBM437", UnicodeExtraFieldPolicy.NEVER, UMLAUTS, "plain.mat")))
        .containsExactly(UMLAUTS, "plain.mat");
    assertThat(names(zipIn("UTF-8", UnicodeExtraFieldPolicy.NEVER, UMLAUTS, KANJI)))
        .containsExactly(UMLAUTS, KANJI);
  }

  @Test
  void theUnicodePathOfAZipEntryIsItsName() throws IOException {
    assertThat(names(zipIn("IBM437", UnicodeExtraFieldPolicy.ALWAYS, KANJI, UMLAUTS)))
        .containsExactly(KANJI, UMLAUTS);
    assertThat(names(zipIn("windows-1252", UnicodeExtraFieldPolicy.ALWAYS, UMLAUTS)))
        .containsExactly(UMLAUTS);
  }

  @Test
  void aUnicodePathThatWasMadeOfAnotherNameIsNone() throws IOException {
    byte[] renamed = zipIn("IBM437", UnicodeExtraFieldPolicy.ALWAYS, "old_name.mat");
    byte[] old = text("old_name.mat");
    // The name stands twice before its extra field, and once in each of them.
    int inHeader = indexOf(renamed, old, 0);
    int inDirectory = indexOf(renamed, old, lastIndexOf(renamed, text("PK\u0001\u0002")));
    System.arraycopy(text("new"), 0, renamed, inHeader, 3);
    System.arraycopy(text("new"), 0, renamed, inDirectory, 3);

    assertThat(names(renamed)).containsExactly("new_name.mat");
  }

  @Test
  void namesOfATarThatAreNoUtf8AreLatin1() throws IOException {
    assertThat(names(tarIn("ISO-8859-1", UMLAUTS, "\u00E4.mat", "\u00F6.mat")))
        .containsExactly(UMLAUTS, "\u00E4.mat", "\u00F6.mat");
    assertThat(names(tarIn("UTF-8", UMLAUTS, KANJI))).containsExactly(UMLAUTS, KANJI);
    String longName = "\u00FC".repeat(90) + "/" + "\u00F6".repeat(90) + ".mat";
    assertThat(names(tarIn("ISO-8859-1", longName))).containsExactly(longName);
  }

  @Test
  void noNameOfATarIsLost() throws IOException {
    List<String> found = names(tarIn("IBM437", "\u00FC\u00E9.mat", "\u00FC\u00EA.mat"));

    assertThat(found).doesNotHaveDuplicates().noneMatch(name -> name.contains("\uFFFD"));
  }

  @Test
  void membersOfOneNameHaveDistinctPaths() throws IOException {
    String[] alike = {"d/a.mat", "./d/a.mat", "d\\a.mat", "d/a~2.mat", "a", "a", "d/a.mat"};
    String[] distinct = {
      "d/a.mat", "d/a~2.mat", "d/a~3.mat", "d/a~2~2.mat", "a", "a~2", "d/a~4.mat"
    };

    assertThat(names(tarIn("UTF-8", alike))).containsExactly(distinct);
    assertThat(names(named(zipIn("UTF-8", UnicodeExtraFieldPolicy.NEVER, "b.m", "c.m"), "b.m")))
        .containsExactly("b.m", "b~2.m");
  }

  @Test
  void anArchiveOfMembersOfOneNameIsReadWhole() throws IOException {
    Source twice = source(folder, "a.tar", tarIn("UTF-8", "a.mat", "b.mat", "a.mat", "c.mat"));
    Source once = source(folder, "b.tar", tarIn("UTF-8", "a.mat", "b.mat", "c.mat", "d.mat"));

    assertThat(ranges(twice)).containsExactly(EntryRange.ALL);
    assertThat(ranges(once)).hasSizeGreaterThan(1);
  }

  private static List<EntryRange> ranges(Source source) {
    return ArchivePlan.of(source, new Configuration(false), ArchiveLimits.DEFAULT, 512).ranges();
  }

  /** As the archive gives them, alone and inside of another. */
  private List<String> names(byte[] archive) {
    List<String> alone = walk(source(folder, "z", archive), "z!/");
    List<String> nested = walk(source(folder, "n", zip(Map.of("z", archive))), "n!/z!/");
    List<String> stored = walk(source(folder, "s", storedZip(Map.of("z", archive))), "s!/z!/");
    assertThat(nested).isEqualTo(alone);
    assertThat(stored).isEqualTo(alone);
    return alone;
  }

  private static List<String> walk(Source source, String prefix) {
    List<String> names = new ArrayList<>();
    for (String line : Walk.lines(source)) {
      assertThat(line).startsWith(prefix).endsWith(" 1");
      names.add(line.substring(prefix.length(), line.length() - 2));
    }
    return names;
  }

  private static byte[] zipIn(String encoding, UnicodeExtraFieldPolicy extra, String... names)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setEncoding(encoding);
      zip.setUseLanguageEncodingFlag(false);
      zip.setCreateUnicodeExtraFields(extra);
      for (String name : names) {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write('x');
        zip.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tarIn(String encoding, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, encoding)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry("x");
        entry.setName(name);
        entry.setSize(1);
        tar.putArchiveEntry(entry);
        tar.write('x');
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** A zip of two members, both by the name of the first: its writer writes no such one. */
  private static byte[] named(byte[] zip, String name) {
    return latin1(zip).replace("c.m", name).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int indexOf(byte[] all, byte[] wanted, int from) {
    return latin1(all).indexOf(latin1(wanted), from);
  }

  private static int lastIndexOf(byte[] all, byte[] wanted) {
    return latin1(all).lastIndexOf(latin1(wanted));
  }

  private static String latin1(byte[] bytes) {
    Charset latin1 = StandardCharsets.ISO_8859_1;
    return new String(bytes, latin1);
  }
}
