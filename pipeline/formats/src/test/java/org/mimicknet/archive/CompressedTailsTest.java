/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.concat;
import static org.mimicknet.archive.ArchiveBuilder.random;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.storedZip;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes behind compressed data, which tapes, disk blocks and other programs leave there. */
class CompressedTailsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Packer.class)
  void whatLiesBehindCompressedDataCostsNothingOfThem(Packer packer) throws IOException {
    byte[] packed = packer.pack(random(70_000));
    byte[] packedTar = packer.pack(tar(Map.of("b.mat", random(3000))));

    for (byte[] tail : new byte[][] {{0}, new byte[4], new byte[10_000], text("tail"), random(9)}) {
      String name = "a.mat" + packer.suffix;
      assertThat(Walk.lines(source(folder, name, concat(packed, tail))))
          .as("%s bytes", tail.length)
          .containsExactly(name + "!/a.mat 70000");
      assertThat(Walk.lines(source(folder, "t" + packer.suffix, concat(packedTar, tail))))
          .as("%s bytes", tail.length)
          .containsExactly("t" + packer.suffix + "!/b.mat 3000");
      assertThat(Walk.lines(source(folder, "z", storedZip(Map.of(name, concat(packed, tail))))))
          .as("%s bytes", tail.length)
          .containsExactly("z!/" + name + "!/a.mat 70000");
    }
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void dataBehindZerosAreReadOn(Packer packer) throws IOException {
    byte[] two = concat(packer.pack(random(1000)), new byte[512], packer.pack(random(500)));

    assertThat(Walk.lines(source(folder, "a" + packer.suffix, two)))
        .containsExactly("a" + packer.suffix + "!/a 1500");
  }

  @Test
  void framesThatZstandardIsToSkipAreSkipped() throws IOException {
    byte[] skipped = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
    byte[] one = Packer.ZSTD.pack(random(1000));

    assertThat(Walk.lines(source(folder, "a.zst", concat(one, skipped, skipped, one, skipped))))
        .containsExactly("a.zst!/a 2000");
    assertThat(Walk.lines(source(folder, "b.zst", concat(one, Arrays.copyOf(skipped, 9)))))
        .containsExactly("b.zst!/b truncated");
  }

  @ParameterizedTest
  @EnumSource(Packer.class)
  void aCutWithinTheLastDataIsStillACut(Packer packer) throws IOException {
    byte[] one = packer.pack(random(1000));
    byte[] two = concat(one, one);

    for (int bytes : new int[] {1, 5, 500}) {
      assertThat(Walk.lines(source(folder, "a", Arrays.copyOf(two, two.length - bytes))))
          .as("%s bytes less", bytes)
          .containsExactly("a!/content truncated");
    }
  }
}
