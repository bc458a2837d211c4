/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.Source;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.mat.MatFiles;
import org.mimicknet.image.Image;
import org.mimicknet.table.Rows;
import org.mimicknet.table.SparkTest;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;

class DataQualityTest extends SparkTest {
  private static final PendingSource SOURCE = new PendingSource("id", new Source("u", 1, "a"));
  private static final UnaryOperator<FrameRecord> NO_CSV = UnaryOperator.identity();

  @TempDir Path folder;

  @Test
  void defectsAreColumnsOfFramesAndCountedBySite() throws Exception {
    Path archives = Files.createDirectory(folder.resolve("in"));
    Files.write(archives.resolve("one.mat"), MatFiles.frame(20, 17));
    Files.write(archives.resolve("copy.mat"), MatFiles.frame(20, 17));
    Files.write(archives.resolve("other.mat"), MatFiles.frame(20, 18));
    Files.write(
        archives.resolve("meta.csv"),
        "filename,axial_samples,lateral_samples\none.mat,20,17\nother.mat,20,17\n"
            .getBytes(StandardCharsets.UTF_8));
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("warehouse").toString());

    Ingest.into(warehouse, "run").inputs(List.of(archives.toString())).site("s").execute();

    // iq is 5 (r + 10 c): one zero and one maximum; dtce is 100 r + c: the same.
    assertThat(
            sql(
                "SELECT quality.* FROM %s WHERE source_path = 'one.mat#0'"
                    .formatted(warehouse.identifier(Table.FRAMES))))
        .extracting(Row::mkString)
        .containsExactly(
            "false" + 1 / 340.0 + 1 / 340.0 + "false" + 1 / 340.0 + 1 / 340.0 + "falsefalsefalse");
    warehouse.registerViews();
    assertThat(sql("SELECT n_frames, n_size_differs, n_duplicates, n_constant FROM data_quality"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("3 1 1 0");
  }

  @Test
  void framesThatSeemToShowTextAreCounted() {
    Warehouse warehouse = Warehouse.create(spark, folder.resolve("text").toString());
    Rows.append(
        warehouse,
        Table.FRAMES,
        Rows.with(Rows.frame("s", "1", "a"), "text_edges", 5),
        Rows.with(Rows.frame("s", "1", "b"), "text_edges", 6),
        Rows.frame("s", "1", "not looked at"));

    warehouse.registerViews();

    assertThat(sql("SELECT n_frames, n_text_edges FROM data_quality"))
        .extracting(row -> row.mkString(" "))
        .containsExactly("3 1");
  }

  @Test
  void anImageOfAResearchFormatIsStoredWhole() {
    Row whole = FrameRows.row(SOURCE, frame(image(2, 3), image(1, 2), FrameMetadata.NONE), NO_CSV);
    Row dasOnly =
        FrameRows.row(SOURCE, frame(image(2, 3), Optional.empty(), FrameMetadata.NONE), NO_CSV);

    assertThat(redaction(whole)).isEqualTo("none null 0.0 null");
    assertThat(redaction(dasOnly)).isEqualTo("null null null null");
  }

  private static String redaction(Row row) {
    return Stream.of("redaction", "redaction_rule", "redacted_fraction", "text_edges")
        .map(column -> row.get(FrameRows.TYPE.fieldIndex(column)) + "")
        .collect(Collectors.joining(" "));
  }

  @Test
  void flagsOfAFormatBecomeColumns() {
    FrameMetadata metadata =
        FrameMetadata.builder()
            .extra(Map.of(FrameMetadata.COLOUR_FLOW, "true", "axial_samples", "4"))
            .build();
    Row row = FrameRows.row(SOURCE, frame(image(2, 3), Optional.empty(), metadata), NO_CSV);

    Row quality =
        spark
            .createDataset(List.of(row), Encoders.row(FrameRows.TYPE))
            .select(FrameQuality.withMetadata())
            .first()
            .getStruct(0);

    assertThat(quality.mkString(" ")).isEqualTo("false 0.0 0.5 null null null true true false");
  }

  @Test
  void pixelsThatAreNotFiniteAndImagesOfTwoSizesAreNoFrame() {
    Row nan =
        FrameRows.row(SOURCE, frame(image(1, Float.NaN), image(1, 2), FrameMetadata.NONE), NO_CSV);
    Row sizes =
        FrameRows.row(SOURCE, frame(image(1, 2), image(1, 2, 3), FrameMetadata.NONE), NO_CSV);

    assertThat(cells(nan)).isEqualTo("non_finite null null null");
    assertThat(cells(sizes)).isEqualTo("size_mismatch null null null");
  }

  private static String cells(Row row) {
    Object[] cells = {
      row.get(FrameRows.TYPE.fieldIndex("status")),
      row.get(FrameRows.TYPE.fieldIndex("das")),
      row.get(FrameRows.TYPE.fieldIndex("frame_id")),
      row.get(FrameRows.TYPE.fieldIndex("quality"))
    };
    return String.join(" ", List.of(cells[0] + "", cells[1] + "", cells[2] + "", cells[3] + ""));
  }

  private static FrameRecord frame(
      Optional<Image> das, Optional<Image> clinical, FrameMetadata metadata) {
    return FrameRecord.of("a", 0, das.orElse(null), clinical.orElse(null), metadata);
  }

  private static Optional<Image> image(float... pixels) {
    return Optional.of(new Image(pixels, 1, pixels.length));
  }
}
