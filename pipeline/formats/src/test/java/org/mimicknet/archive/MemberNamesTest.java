/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberNamesTest {
  @ParameterizedTest
  @CsvSource({
    "a/b.mat, a/b.mat",
    "/etc/passwd, etc/passwd",
    "../../tmp/evil.txt, tmp/evil.txt",
    "..\\..\\Temp\\evil.txt, Temp/evil.txt",
    "a//./b/../c, a/b/c",
    ".., unnamed",
    "'', unnamed",
    "蓮/é.mat, 蓮/é.mat"
  })
  void aNameIsOnlyAName(String name, String displayed) {
    assertThat(MemberNames.display(name)).isEqualTo(displayed);
  }

  @Test
  void charactersThatDeceiveAreReplaced() {
    assertThat(MemberNames.display("a\nb\u001B[31m\u202Ecod\uD800.mat\0"))
        .isEqualTo("a\uFFFDb\uFFFD[31m\uFFFDcod\uFFFD.mat\uFFFD");
  }

  @Test
  void ofAVeryLongNameTheEndIsKept() {
    String displayed = MemberNames.display("x".repeat(5000) + "/frame.mat");

    assertThat(displayed).hasSize(1024).endsWith("xx/frame.mat");
  }

  @ParameterizedTest
  @CsvSource({
    "__MACOSX/a/._b.mat, true",
    "a/__MACOSX/b.mat, true",
    "a/.DS_Store, true",
    "a/._b.mat, true",
    "a/THUMBS.DB, true",
    "a/b.mat, false",
    "a/.hidden.mat, false"
  })
  void whatOperatingSystemsLeaveBehindIsJunk(String name, boolean junk) {
    assertThat(MemberNames.isJunk(name)).isEqualTo(junk);
  }
}
