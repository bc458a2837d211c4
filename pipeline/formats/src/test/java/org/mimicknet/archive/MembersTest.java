/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  @TempDir Path folder;

  @Test
  void aPlainFileIsItsOwnMember() {
    assertThat(Walk.lines(source(folder, "a.txt", text("hello")))).containsExactly("a.txt 5");
    assertThat(Walk.lines(source(folder, "empty", new byte[0]))).containsExactly("empty 0");
  }

  @Test
  void archivesNestAndAreKnownByTheirContentWhateverTheirNames() {
    byte[] inner = zip(ordered("x/frame.mat", random(3000), "y.mat", random(10)));
    byte[] middle = tar(ordered("in.dat", inner, "after.txt", text("end")));

    assertThat(Walk.lines(source(folder, "outer.jpg", gzip(middle))))
        .containsExactly(
            "outer.jpg!/in.dat!/x/frame.mat 3000",
            "outer.jpg!/in.dat!/y.mat 10",
            "outer.jpg!/after.txt 3");
    assertThat(Walk.lines(source(folder, "z", zip(ordered("t.tgz", gzip(middle))))))
        .containsExactly(
            "z!/t.tgz!/in.dat!/x/frame.mat 3000",
            "z!/t.tgz!/in.dat!/y.mat 10",
            "z!/t.tgz!/after.txt 3");
  }

  @Test
  void aGzipOfOneFileIsAnArchiveOfOneMember() {
    assertThat(Walk.lines(source(folder, "a.mat.gz", gzip(random(5000)))))
        .containsExactly("a.mat.gz!/a.mat 5000");
    byte[] nested = gzip(zip(ordered("b.mat", random(7))));
    assertThat(Walk.lines(source(folder, "a.zip.gz", nested)))
        .containsExactly("a.zip.gz!/a.zip!/b.mat 7");
  }

  @Test
  void aMemberThatIsNotReadIsPassed() throws Exception {
    byte[] inner = zip(ordered("a", random(100_000), "b", random(200_000)));
    Source source = source(folder, "a.tar", tar(ordered("i.zip", inner, "c", random(300_000))));

    try (Members members = Members.open(source, new Configuration(false), ArchiveLimits.DEFAULT)) {
      List<String> paths = new ArrayList<>();
      members.forEachRemaining(item -> paths.add(item.path()));
      assertThat(paths).containsExactly("a.tar!/i.zip!/a", "a.tar!/i.zip!/b", "a.tar!/c");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void longNamesOfATarAreWhole(int mode) {
    String name = "folder/" + "n".repeat(300) + ".mat";
    byte[] archive = tar(ordered(name, random(5), "short", random(6)), mode);

    assertThat(Walk.lines(source(folder, "a.tar", archive)))
        .containsExactly("a.tar!/" + name + " 5", "a.tar!/short 6");
  }

  @Test
  void linksDevicesAndFoldersOfATarAreSkipped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (byte type :
          new byte[] {
            TarArchiveEntry.LF_LINK,
            TarArchiveEntry.LF_SYMLINK,
            TarArchiveEntry.LF_CHR,
            TarArchiveEntry.LF_BLK,
            TarArchiveEntry.LF_DIR,
            TarArchiveEntry.LF_FIFO
          }) {
        TarArchiveEntry entry = new TarArchiveEntry("special", type);
        entry.setLinkName("/etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      TarArchiveEntry file = new TarArchiveEntry("file");
      file.setSize(3);
      tar.putArchiveEntry(file);
      tar.write(new byte[3]);
      tar.closeArchiveEntry();
    }

    assertThat(Walk.lines(source(folder, "a.tar", out.toByteArray())))
        .containsExactly("a.tar!/file 3");
  }

  @Test
  void aPaxHeaderWithAHugeTimeStampCostsNoTime() throws IOException {
    byte[] record = text("20 mtime=1e99999999\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry header = new TarArchiveEntry("x", TarArchiveEntry.LF_PAX_EXTENDED_HEADER_LC);
      header.setSize(record.length);
      tar.putArchiveEntry(header);
      tar.write(record);
      tar.closeArchiveEntry();
      TarArchiveEntry file = new TarArchiveEntry("file");
      file.setSize(3);
      tar.putArchiveEntry(file);
      tar.write(new byte[3]);
      tar.closeArchiveEntry();
    }
    Source source = source(folder, "a.tar", out.toByteArray());

    assertThat(
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Walk.lines(source)))
        .containsExactly("a.tar!/file 3");
  }

  @Test
  void aTarCutAnywhereIsReportedOnceAndKeepsWhatIsWhole() {
    byte[] whole = tar(ordered("a", random(1000), "b", random(1000)));
    int firstEnds = 512 + 1024;

    assertThat(Walk.lines(source(folder, "a.tar", Arrays.copyOf(whole, firstEnds))))
        .containsExactly("a.tar!/a 1000", "a.tar truncated");
    assertThat(Walk.lines(source(folder, "a.tar", Arrays.copyOf(whole, firstEnds + 100))))
        .containsExactly("a.tar!/a 1000", "a.tar truncated");
    assertThat(Walk.lines(source(folder, "a.tar", Arrays.copyOf(whole, firstEnds + 600))))
        .containsExactly("a.tar!/a 1000", "a.tar!/b truncated");
  }

  @Test
  void aZipCutAnywhereKeepsWhatIsWhole() {
    byte[] whole = zip(ordered("a", random(1000), "b", random(1000)));

    assertThat(Walk.lines(source(folder, "a.zip", Arrays.copyOf(whole, whole.length - 10))))
        .containsExactly("a.zip!/a 1000", "a.zip!/b 1000", "a.zip truncated");
    assertThat(Walk.lines(source(folder, "a.zip", Arrays.copyOf(whole, 1500))))
        .containsExactly("a.zip!/a 1000", "a.zip!/b truncated");
  }

  @Test
  void aNestedZipCutBetweenMembersIsReportedAndItsArchiveGoesOn() {
    byte[] whole = zip(ordered("a", random(1000)));
    int directoryAt = indexOf(whole, new byte[] {'P', 'K', 1, 2});
    byte[] cut = Arrays.copyOf(whole, directoryAt);

    assertThat(Walk.lines(source(folder, "o.tar", tar(ordered("i.zip", cut, "c", random(3))))))
        .containsExactly("o.tar!/i.zip!/a 1000", "o.tar!/i.zip truncated", "o.tar!/c 3");
  }

  @Test
  void aWholeNestedZipHasNoProblemWhateverItsSize() {
    for (int members = 0; members < 40; members++) {
      Map<String, byte[]> content = new LinkedHashMap<>();
      for (int i = 0; i < members; i++) {
        content.put("m" + i, random(i * 37));
      }
      byte[] outer = tar(ordered("i.zip", zip(content)));

      assertThat(Walk.lines(source(folder, "o.tar", outer)))
          .hasSize(members)
          .noneMatch(line -> line.contains("truncated"));
    }
  }

  @Test
  void aNestedZipMayEndWithALongComment() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("c".repeat(60_000));
      zip.putNextEntry(new ZipEntry("a"));
      zip.write(5);
    }
    byte[] outer = tar(ordered("i.zip", out.toByteArray(), "b", random(2)));

    assertThat(Walk.lines(source(folder, "o.tar", outer)))
        .containsExactly("o.tar!/i.zip!/a 1", "o.tar!/b 2");
  }

  @Test
  void aGzipCutInItsMiddleIsTruncated() {
    byte[] whole = gzip(tar(ordered("a", random(100_000), "b", random(100_000))));

    assertThat(Walk.lines(source(folder, "a.tgz", Arrays.copyOf(whole, 150_000))))
        .containsExactly("a.tgz!/a 100000", "a.tgz!/b truncated");
  }

  @Test
  void anEncryptedMemberIsRefusedAndTheOthersAreRead() {
    byte[] archive = zip(ordered("secret.mat", random(100), "open.mat", random(50)));
    for (byte[] signature : List.of(new byte[] {'P', 'K', 3, 4}, new byte[] {'P', 'K', 1, 2})) {
      int flags = indexOf(archive, signature) + (signature[2] == 3 ? 6 : 8);
      archive[flags] |= 1;
    }

    assertThat(Walk.lines(source(folder, "a.zip", archive)))
        .containsExactly("a.zip!/secret.mat encrypted", "a.zip!/open.mat 50");
  }

  @Test
  void aDamagedMemberOfAZipFailsItsChecksumAndTheOthersAreRead() throws IOException {
    byte[] stored = random(100);
    CRC32 crc = new CRC32();
    crc.update(stored);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("a");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(100);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(stored);
      zip.putNextEntry(new ZipEntry("b"));
      zip.write(5);
    }
    byte[] archive = out.toByteArray();
    archive[indexOf(archive, stored) + 50] ^= 1;

    assertThat(Walk.lines(source(folder, "a.zip", archive)))
        .containsExactly("a.zip!/a malformed", "a.zip!/b 1");
  }

  @Test
  void aBombIsStoppedByItsRatioInEveryKindOfArchive() {
    byte[] zeros = new byte[5_000_000];
    byte[] bomb = zip(ordered("zeros", zeros, "ok", random(10)));

    assertThat(Walk.lines(source(folder, "a.zip", bomb)))
        .containsExactly("a.zip!/zeros limit_exceeded", "a.zip!/ok 10");
    assertThat(Walk.lines(source(folder, "a.gz", gzip(zeros))))
        .containsExactly("a.gz!/a limit_exceeded");
    assertThat(Walk.lines(source(folder, "a.tgz", gzip(tar(ordered("zeros", zeros))))))
        .containsExactly("a.tgz!/zeros limit_exceeded");
    assertThat(Walk.lines(source(folder, "a.tar", tar(ordered("i.zip", bomb, "c", random(4))))))
        .containsExactly("a.tar!/i.zip!/zeros limit_exceeded", "a.tar!/c 4");
  }

  @Test
  void sizesCountsAndDepthAreBounded() {
    Source three =
        source(folder, "a.tar", tar(ordered("a", random(5), "b", random(50), "c", random(6))));
    ArchiveLimits limits = ArchiveLimits.DEFAULT;

    assertThat(Walk.lines(three, limits.with(Limit.MEMBER_BYTES, 20)))
        .containsExactly("a.tar!/a 5", "a.tar!/b limit_exceeded", "a.tar!/c 6");
    assertThat(Walk.lines(three, limits.with(Limit.TOTAL_BYTES, 20)))
        .containsExactly("a.tar!/a 5", "a.tar!/b limit_exceeded");
    assertThat(Walk.lines(three, limits.with(Limit.ENTRIES, 2)))
        .containsExactly("a.tar!/a 5", "a.tar!/b 50", "a.tar limit_exceeded");
    byte[] deep = zip(ordered("3.zip", zip(ordered("2.zip", zip(ordered("1", random(1)))))));
    assertThat(Walk.lines(source(folder, "4.zip", zip(ordered("deep", deep, "x", random(2))))))
        .containsExactly("4.zip!/deep!/3.zip!/2.zip limit_exceeded", "4.zip!/x 2");
  }

  @Test
  void junkIsSkipped() {
    byte[] archive =
        zip(ordered("__MACOSX/._a.mat", random(3), "a.mat", random(4), ".DS_Store", random(5)));

    assertThat(Walk.lines(source(folder, "a.zip", archive))).containsExactly("a.zip!/a.mat 4");
  }

  @Test
  void aVanishedFileIsUnreadable() {
    Source gone = new Source(folder.resolve("patient-name").toString(), 10, "gone");

    assertThatThrownBy(() -> Members.open(gone, new Configuration(false), ArchiveLimits.DEFAULT))
        .isInstanceOf(MemberException.class)
        .hasMessage("The file has vanished since the input was listed")
        .extracting(e -> ((MemberException) e).reason())
        .isEqualTo(Reason.UNREADABLE);
  }

  private static Map<String, byte[]> ordered(Object... namesAndContents) {
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

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("Cannot find the part");
  }
}
