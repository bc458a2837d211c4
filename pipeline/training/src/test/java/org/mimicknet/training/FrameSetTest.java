/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.UserException;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Warehouse;

class FrameSetTest extends SparkTest {
  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = TrainingWarehouse.in(folder, spark);
  }

  @Test
  void filesHoldAsManyFramesAsTheSettingSays() throws Exception {
    assertThat(files(FrameSet.prepare(warehouse, "run", "study_id <> 'study0'", 1000)))
        .isEqualTo(1);

    spark.conf().set("spark.mimicknet.training.frames-per-file", "10");
    try {
      FrameSet set = FrameSet.prepare(warehouse, "run", TrainingInputs.ALL_FRAMES, 1000);
      assertThat(files(set)).isEqualTo(Math.min(3, slots()));
    } finally {
      spark.conf().unset("spark.mimicknet.training.frames-per-file");
    }
  }

  @Test
  void aConditionThatNoFrameFulfilsIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> FrameSet.prepare(warehouse, "run", "site = 'nowhere'", 1000))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot train: the warehouse has no good frame where site = 'nowhere'");
  }

  private static long slots() {
    return spark.sparkContext().defaultParallelism();
  }

  private static long files(FrameSet set) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(set.folder().replaceFirst("^file:", "")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("part-")).count();
    }
  }
}
