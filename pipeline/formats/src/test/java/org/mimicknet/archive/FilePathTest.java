/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePathTest {
  @ParameterizedTest
  @CsvSource({
    "a.mat, a.mat",
    "./x//a.mat, x/a.mat",
    "D:\\x\\a.mat, D:/x/a.mat",
    "../x/a.mat, x/a.mat",
    "a.zip!/x/a.mat, a.zip/x/a.mat",
    "a.zip!/b.tar.gz!/x/a.mat, a.zip/b.tar.gz/x/a.mat",
    "x/a.mat.gz!/a.mat, x/a.mat",
    "x/a.NII.GZ, x/a.NII",
    "Mu\u0308ller, M\u00FCller",
    "'///', ''",
  })
  void pathsThatMeanTheSameAreTheSame(String written, String plain) {
    assertThat(FilePath.plain(written)).isEqualTo(plain);
  }

  @Test
  void endsOfPathsAreComparedByParts() {
    SharedTails shared =
        SharedTails.of(
            List.of("a/x/f.mat", "b/x/f.mat", "b/x/f.mat", "c/x2/f.mat", "g.mat", "d/xg.mat"),
            Set.of("a", "b"));

    assertThat(shared.partsThatTell("a/x/f.mat")).isEqualTo(3);
    assertThat(shared.partsThatTell("c/x2/f.mat")).isEqualTo(2);
    assertThat(shared.partsThatTell("g.mat")).isEqualTo(1);
    assertThat(shared.isShared("", "f.mat")).isTrue();
    assertThat(shared.isShared("b", "f.mat")).as("one file, met twice").isFalse();
  }

  @Test
  void endsOfVeryLongPathsAreNotAllHeld() {
    String deep = "/a".repeat(490) + "/";
    List<String> files =
        IntStream.range(0, 40_000).mapToObj(i -> "pq".charAt(i % 2) + deep + i / 2).toList();

    assertThat(SharedTails.of(files, Set.of()).isShared("", "only")).isTrue();
  }

  @Test
  void ofTooManySharedEndsEveryEndCountsAsShared() {
    List<String> files =
        IntStream.range(0, 2 * SharedTails.MOST + 2)
            .mapToObj(i -> i % 2 + "/" + i / 2 + ".mat")
            .toList();

    SharedTails shared = SharedTails.of(files, Set.of());

    assertThat(shared.isShared("", "only.mat")).isTrue();
    assertThat(shared.partsThatTell("x/only.mat")).isGreaterThan(1_000);
    assertThat(
            SharedTails.of(files.subList(0, 2 * SharedTails.MOST), Set.of()).isShared("", "only"))
        .isFalse();
  }
}
