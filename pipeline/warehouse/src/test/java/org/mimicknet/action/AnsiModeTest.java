/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.table.Rows.enhanced;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.View;
import org.mimicknet.table.Warehouse;

/**
 * Spark 4 has ANSI mode on, in which a cast, an index or a division that has no result is an error,
 * and Spark 3.5 has it off. What the program computes is the same in both.
 */
class AnsiModeTest extends SparkTest {
  private static final String ANSI = "spark.sql.ansi.enabled";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aSizeInACsvThatIsNoNumberDiffersFromNone(String ansi) throws Exception {
    Path archives = Files.createDirectory(folder.resolve("in"));
    Files.write(archives.resolve("one.mat"), MatFiles.frame(20, 17));
    Files.write(archives.resolve("two.mat"), MatFiles.frame(20, 18));
    Files.writeString(
        archives.resolve("meta.csv"),
        "filename,axial_samples,lateral_samples\none.mat,n/a,\ntwo.mat,n/a,17\n");
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());

    withSetting(
        ANSI,
        ansi,
        () ->
            Ingest.into(warehouse, "run").inputs(List.of(archives.toString())).site("s").execute());

    assertThat(
            sql(
                "SELECT source_path, quality.size_differs FROM %s WHERE status = 'ok' ORDER BY 1"
                    .formatted(warehouse.identifier(Table.FRAMES))))
        .extracting(Row::mkString)
        .containsExactly("one.mat#0false", "two.mat#0true");
  }

  @Test
  void viewsAreTheSameInBoth() {
    Warehouse warehouse = Warehouse.create(spark, folder.toString());
    Rows.append(
        warehouse,
        Table.FRAMES,
        frame("a", "1", "f1"),
        frame("a", "1", "f2"),
        frame("a", "1", "f3"),
        frame("b", "2", "g1"),
        frame("b", "3", "h1"),
        with(with(frame("b", "2", null), "status", "malformed"), "source_path", "x.zip!/bad.mat"));
    Rows.append(
        warehouse,
        Table.ENHANCED,
        with(enhanced("f1", 0.9), "psnr", Double.POSITIVE_INFINITY),
        with(enhanced("f2", 0.7), "psnr", Double.NaN),
        enhanced("f3", 0.8),
        enhanced("g1", 0.5),
        with(enhanced("h1", null), "status", "non_finite"));
    warehouse.registerViews();

    for (View view : View.values()) {
      assertThat(rows(view, "true")).as(view.sqlName()).isEqualTo(rows(view, "false"));
    }
    assertThat(rows(View.FRAME_METRICS, "true")).hasSize(5);
  }

  private static List<String> rows(View view, String ansi) {
    List<String> rows = new ArrayList<>();
    withSetting(
        ANSI,
        ansi,
        () ->
            sql("SELECT * FROM " + view.sqlName()).stream()
                .map(Row::mkString)
                .sorted()
                .forEach(rows::add));
    return rows;
  }
}
