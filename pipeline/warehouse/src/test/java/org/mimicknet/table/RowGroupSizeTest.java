/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.TaskMemory;

/** What a task buffers while it writes rows of any sizes in any order, in a heap of 1 GB. */
class RowGroupSizeTest {
  private static final int MOST_ROW_BYTES = 3 << 20;
  private static final long ROW_GROUP_BYTES = 32 << 20;

  @TempDir Path folder;

  @Test
  void noRowGroupIsMuchLargerThanItsSettingWhateverRowsCameBefore() throws Exception {
    ChildJvm.start(
            folder,
            List.of("-Xmx1g", ChildJvm.AS_ON_YARN),
            MixedRows.class,
            folder.resolve("warehouse").toString())
        .succeeded();

    List<BlockMetaData> rowGroups = rowGroups();
    assertThat(rowGroups.stream().mapToLong(BlockMetaData::getRowCount).sum())
        .isEqualTo(MixedRows.CASES.stream().mapToLong(MixedRows::rows).sum());
    assertThat(rowGroups)
        .allSatisfy(
            rowGroup ->
                assertThat(rowGroup.getTotalByteSize())
                    .isLessThan(ROW_GROUP_BYTES + MOST_ROW_BYTES));
    assertThat(rowGroups)
        .anySatisfy(
            rowGroup -> assertThat(rowGroup.getTotalByteSize()).isGreaterThan(MOST_ROW_BYTES));
  }

  @Test
  void rowGroupsAreSmallerWhereTasksHaveLittleMemory() {
    assertThat(WriteSettings.rowGroupBytes(TaskMemory.of(4L << 30, 2))).isEqualTo(32 << 20);
    assertThat(WriteSettings.rowGroupBytes(new TaskMemory(80 << 20, 2))).isEqualTo(5 << 20);
    assertThat(WriteSettings.rowGroupBytes(new TaskMemory(0, 2))).isEqualTo(1 << 20);
  }

  private List<BlockMetaData> rowGroups() throws IOException {
    List<BlockMetaData> rowGroups = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse/frames"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        var path = new org.apache.hadoop.fs.Path(file.toUri());
        try (ParquetFileReader reader =
            ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
          rowGroups.addAll(reader.getRowGroups());
        }
      }
    }
    return rowGroups;
  }

  /** Some rows in the order of their sizes, or shuffled by a seed. */
  record MixedRows(int small, int medium, int large, Integer seed) {
    static final List<MixedRows> CASES =
        List.of(
            new MixedRows(1, 0, 200, null),
            new MixedRows(1000, 0, 200, null),
            new MixedRows(0, 300, 60, null),
            new MixedRows(300, 100, 60, 1),
            new MixedRows(300, 100, 60, 2),
            new MixedRows(40, 400, 10, 3));

    private static final int SMALL_BYTES = 100;
    private static final int MEDIUM_BYTES = 1 << 18;
    private static final int LARGE_BYTES = 3_000_000;

    /** Writes each case with one task, the cases two at a time. */
    public static void main(String[] arguments) {
      SparkSession spark = SparkTest.session("local[2]").getOrCreate();
      Warehouse warehouse = Warehouse.create(spark, arguments[0]);
      StructType schema = warehouse.schema(Table.FRAMES);
      FlatMapFunction<Long, Row> rows =
          number ->
              CASES.get(number.intValue()).sizes().stream()
                  .map(bytes -> row(schema, bytes))
                  .iterator();
      warehouse.append(
          warehouse.ticket(Table.FRAMES, "test"),
          spark.range(0, CASES.size(), 1, CASES.size()).flatMap(rows, Encoders.row(schema)));
      spark.stop();
    }

    int rows() {
      return small + medium + large;
    }

    private List<Integer> sizes() {
      List<Integer> sizes = new ArrayList<>();
      sizes.addAll(Collections.nCopies(small, SMALL_BYTES));
      sizes.addAll(Collections.nCopies(medium, MEDIUM_BYTES));
      sizes.addAll(Collections.nCopies(large, LARGE_BYTES));
      if (seed != null) {
        Collections.shuffle(sizes, new Random(seed));
      }
      return sizes;
    }

    private static Row row(StructType schema, int bytes) {
      Map<String, Object> values = new HashMap<>(Rows.frame("site", "study", "frame"));
      byte[] pixels = new byte[bytes];
      ThreadLocalRandom.current().nextBytes(pixels);
      values.put("das", pixels);
      return RowFactory.create(Stream.of(schema.fieldNames()).map(values::get).toArray());
    }
  }
}
