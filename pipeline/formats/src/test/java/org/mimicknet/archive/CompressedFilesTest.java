/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to compress a file, packed by the libraries' own writers. */
class CompressedFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Packer.class)
  void aCompressedTarIsWalkedAndACompressedFileIsOneMember(Packer packer) throws IOException {
    byte[] tar = tar(members("day/one.mat", random(70_000), "two.mat", random(5)));

    assertThat(Walk.lines(source(folder, "a.tar" + packer.suffix, packer.pack(tar))))
        .containsExactly(
            "a.tar" + packer.suffix + "!/day/one.mat 70000",
            "a.tar" + packer.suffix + "!/two.mat 5");
    assertThat(Walk.lines(source(folder, "b.raw" + packer.suffix, packer.pack(random(300_000)))))
        .containsExactly("b.raw" + packer.suffix + "!/b.raw 300000");
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void itIsReadInsideOtherArchives(Packer packer) throws IOException {
    String name = "i.tar" + packer.suffix;
    byte[] inner = packer.pack(tar(members("x.mat", random(3000))));

    assertThat(Walk.lines(source(folder, "o.tgz", gzip(tar(members(name, inner, "y", random(4)))))))
        .containsExactly("o.tgz!/" + name + "!/x.mat 3000", "o.tgz!/y 4");
  }

  @ParameterizedTest
  @EnumSource(
      value = Packer.class,
      names = {"GZIP", "BZIP2", "XZ", "ZSTD", "LZOP"})
  void dataThatFollowOneAnotherAreOneFile(Packer packer) throws IOException {
    byte[] two = concat(packer.pack(random(1000)), packer.pack(random(500)));

    assertThat(Walk.lines(source(folder, "a" + packer.suffix, two)))
        .containsExactly("a" + packer.suffix + "!/a 1500");
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void aBombIsStoppedByItsRatio(Packer packer) throws IOException {
    byte[] bomb = packer.pack(new byte[6_000_000]);
    List<String> lines = Walk.lines(source(folder, "a" + packer.suffix, bomb));

    assertThat(lines).containsExactly("a" + packer.suffix + "!/a limit_exceeded");
    assertThat(
            Walk.lines(
                source(folder, "b" + packer.suffix, bomb),
                ArchiveLimits.DEFAULT.with(Limit.MEMBER_BYTES, 1_000_000)))
        .containsExactly("b" + packer.suffix + "!/b limit_exceeded");
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void aFileThatIsCutIsTruncatedAndWhatCameBeforeStands(Packer packer) throws IOException {
    byte[] whole = packer.pack(tar(members("a", random(100_000), "b", random(1_200_000))));
    String name = "a.tar" + packer.suffix;

    assertThat(Walk.lines(source(folder, name, Arrays.copyOf(whole, whole.length - 600_000))))
        .containsExactly(name + "!/a 100000", name + "!/b truncated");
  }

  @Test
  void aDecompressorThatNeedsMoreMemoryThanIsAllowedIsRefused() throws IOException {
    ArchiveLimits small = ArchiveLimits.DEFAULT.with(Limit.WORKING_BYTES, 1 << 20);
    byte[] content = random(3_000_000);

    assertThat(Walk.lines(source(folder, "a.xz", Packer.XZ.pack(content)), small))
        .containsExactly("a.xz limit_exceeded");
    assertThat(Walk.lines(source(folder, "a.zst", Packer.ZSTD_LONG.pack(content)), small))
        .containsExactly("a.zst limit_exceeded");
    assertThat(Walk.lines(source(folder, "b.zst", Packer.ZSTD_LONG.pack(content))))
        .containsExactly("b.zst!/b 3000000");
  }

  @Test
  void anLzopFileOfAnotherMethodOrWithADamagedBlockIsRefused() throws IOException {
    byte[] packed = Packer.LZOP.pack(random(1000));
    byte[] best = packed.clone();
    best[15] = 3;
    byte[] damaged = packed.clone();
    damaged[packed.length - 100] ^= 1;

    assertThat(Walk.lines(source(folder, "a.lzo", best)))
        .containsExactly("a.lzo unsupported_format");
    assertThat(Walk.lines(source(folder, "c.lzo", damaged)))
        .allMatch(line -> line.matches("c.lzo!/c (1000|malformed)"));
  }

  private static Map<String, byte[]> members(Object... namesAndContents) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      members.put((String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
    }
    return members;
  }

  private static byte[] concat(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first);
    both.write(second);
    return both.toByteArray();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
