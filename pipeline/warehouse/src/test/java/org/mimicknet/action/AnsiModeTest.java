/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.table.Rows.enhanced;
import static org.mimicknet.table.Rows.frame;
import static org.mimicknet.table.Rows.with;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void aStatedSizeThatIsNoNumberDiffersFromNone(String ansi) {
    Dataset<Row> frames =
        spark.sql(
            "SELECT 20 AS height, 17 AS width, named_struct('size_differs', false) AS quality,"
                + " map('axial_samples', axial, 'lateral_samples', '17') AS extra"
                + " FROM VALUES ('20'), ('21'), ('n/a') AS stated(axial)");

    withSetting(
        ANSI,
        ansi,
        () ->
            assertThat(
                    frames
                        .select(FrameQuality.withMetadata().getField("size_differs"))
                        .collectAsList())
                .extracting(Row::mkString)
                .containsExactly("false", "true", "false"));
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
