/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDataTest {
  @TempDir Path root;

  @Test
  void withoutTheDataATestIsSkipped() {
    assertThatThrownBy(() -> SharedData.existing(root, "reference", "phantom.mat"))
        .hasMessageContaining("the reference data is not at")
        .extracting(e -> e.getClass().getSimpleName())
        .isEqualTo("TestAbortedException");
  }

  @Test
  void aSingleFileThatIsMissingIsAnError() throws IOException {
    Path samples = Files.createDirectory(root.resolve("samples"));
    Path there = Files.createFile(samples.resolve("there.dcm"));

    assertThat(SharedData.existing(root, "samples", "there.dcm")).isEqualTo(there);
    assertThatThrownBy(() -> SharedData.existing(root, "reference", "phantom.mat"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("phantom.mat is missing; restore it");
  }
}
