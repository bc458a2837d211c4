/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.spark.ScalaCollections;

class PixelWriteTest extends SparkTest {
  private static final int FRAME_BYTES = 1 << 20;

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void makeWarehouse() {
    warehouse = Warehouse.create(spark, folder.toString());
  }

  @Test
  void rowGroupsAreSmallAndPixelsAreZstdWithoutDictionary() throws IOException {
    warehouse.append(warehouse.ticket(Table.FRAMES, "test"), frames(80, 1));

    List<BlockMetaData> rowGroups = rowGroups();
    assertThat(rowGroups).hasSizeBetween(2, 4);
    for (BlockMetaData rowGroup : rowGroups) {
      assertThat(rowGroup.getTotalByteSize()).isLessThan(36L << 20);
      ColumnChunkMetaData das =
          rowGroup.getColumns().stream()
              .filter(column -> column.getPath().toDotString().equals("das"))
              .findFirst()
              .orElseThrow();
      assertThat(das.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
      assertThat(das.hasDictionaryPage()).isFalse();
    }
    assertThat(settings())
        .noneMatch(name -> name.startsWith("parquet."))
        .doesNotContain("spark.sql.parquet.compression.codec");
  }

  @Test
  void pixelsOfSeveralSitesAreNotSortedBeforeTheWrite() throws Exception {
    assertThat(metricsOf(() -> append(3))).contains("task commit time").doesNotContain("sort time");

    spark.conf().set("spark.sql.maxConcurrentOutputFileWriters", "0");
    try {
      assertThat(metricsOf(() -> append(3))).contains("sort time");
    } finally {
      spark.conf().unset("spark.sql.maxConcurrentOutputFileWriters");
    }
  }

  private void append(int sites) {
    warehouse.append(warehouse.ticket(Table.FRAMES, "test"), frames(6, sites));
  }

  private Dataset<Row> frames(int count, int sites) {
    StructType schema = warehouse.schema(Table.FRAMES);
    MapFunction<Long, Row> row =
        index -> {
          Map<String, Object> values =
              new HashMap<>(Rows.frame("site" + index % sites, "study", "frame" + index));
          byte[] pixels = new byte[FRAME_BYTES];
          new Random(index).nextBytes(pixels);
          values.put("das", pixels);
          return RowFactory.create(Stream.of(schema.fieldNames()).map(values::get).toArray());
        };
    return spark.range(0, count, 1, 1).map(row, Encoders.row(schema));
  }

  private List<BlockMetaData> rowGroups() throws IOException {
    Path file;
    try (Stream<Path> files = Files.walk(folder.resolve("frames"))) {
      file = files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getRowGroups();
    }
  }

  private static Set<String> settings() {
    return ScalaCollections.asJava(spark.conf().getAll()).keySet();
  }

  /** Names of the metrics of the stages that write files. */
  private static Set<String> metricsOf(Runnable work) throws Exception {
    Set<String> names = ConcurrentHashMap.newKeySet();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted event) {
            Set<String> ofStage = new HashSet<>();
            ScalaCollections.asJava(event.stageInfo().accumulables())
                .values()
                .forEach(metric -> metric.name().foreach(ofStage::add));
            if (ofStage.contains("task commit time")) {
              names.addAll(ofStage);
            }
          }
        };
    listening(listener, work);
    return names;
  }
}
