/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.mimicknet.UserException;
import org.mimicknet.action.JobGroup;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Tunables;
import org.mimicknet.image.Image;
import org.mimicknet.table.Table;
import org.mimicknet.table.Warehouse;
import org.mimicknet.training.data.TrainingFrame;
import scala.Tuple2;

/**
 * The frames of a training, copied once from the table {@code frames} into a folder of the
 * warehouse, from where every task reads them. The driver sees their headers only. The id follows
 * from the frames themselves, so trainings on the same frames share a folder, and a training that
 * goes on finds the frames that it began with.
 *
 * @param id of the set
 * @param folder where its files lie
 * @param frames how many
 */
record FrameSet(String id, String folder, long frames) implements Serializable {
  private static final List<String> KEY = List.of("frame_id", "source_id", "source_path");
  private static final int ID_DIGITS = 16;

  /**
   * Chooses frames and copies them, unless they are there.
   *
   * @param runId names the group of the jobs
   * @param condition SQL over the columns of {@code frames}
   * @param mostFrames of more, so many are chosen at random, always the same ones
   * @throws UserException if no frame fits or the condition is not SQL
   */
  static FrameSet prepare(Warehouse warehouse, String runId, String condition, int mostFrames) {
    SparkSession spark = warehouse.spark();
    return JobGroup.run(
        spark,
        runId,
        "Copy the frames to train on",
        () -> {
          Dataset<Row> chosen = chosen(warehouse, condition, mostFrames).cache();
          try {
            Row found =
                chosen
                    .agg(
                        count(lit(1)),
                        sha2(
                            concat_ws(",", sort_array(collect_list(col("frame_id"))))
                                .cast("binary"),
                            256))
                    .first();
            if (found.getLong(0) == 0) {
              throw new UserException(
                  "Cannot train: the warehouse has no good frame%s"
                      .formatted(
                          condition.equals(TrainingInputs.ALL_FRAMES)
                              ? ""
                              : " where " + condition));
            }
            return copied(
                warehouse, chosen, found.getString(1).substring(0, ID_DIGITS), found.getLong(0));
          } finally {
            chosen.unpersist();
          }
        });
  }

  /** How many frames {@link #prepare} would choose. */
  static long available(Warehouse warehouse, String condition, int mostFrames) {
    return chosen(warehouse, condition, mostFrames).count();
  }

  private static Dataset<Row> chosen(Warehouse warehouse, String condition, int mostFrames) {
    try {
      return warehouse
          .read(Table.FRAMES)
          .where(col("status").equalTo("ok").and(expr(condition)))
          .where(not(col("pairing").eqNullSafe("unverified")))
          .select("frame_id", "source_id", "source_path")
          .dropDuplicates("frame_id")
          .orderBy(xxhash64(col("frame_id")), col("frame_id"))
          .limit(mostFrames);
    } catch (Exception e) {
      if (e instanceof AnalysisException || e instanceof ParseException) {
        throw new UserException(
            "Cannot choose frames where %s: %s".formatted(condition, e.getMessage()), e);
      }
      throw e;
    }
  }

  private static FrameSet copied(Warehouse warehouse, Dataset<Row> chosen, String id, long frames) {
    Path place = new Path(Folders.frames(warehouse, id));
    Configuration hadoop = HadoopSettings.of(warehouse.spark());
    try {
      Path copy =
          SharedCopy.in(place, hadoop, folder -> write(warehouse, chosen, frames, folder, hadoop));
      return new FrameSet(id, copy.toString(), frames);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy training frames to " + place, e);
    }
  }

  private static void write(
      Warehouse warehouse, Dataset<Row> chosen, long frames, Path folder, Configuration hadoop) {
    int perFile = Tunables.of(warehouse.spark()).get(TrainingTunables.FRAMES_PER_FILE);
    warehouse
        .read(Table.FRAMES)
        .where(col("status").equalTo("ok"))
        .join(broadcast(chosen), KEY.toArray(new String[0]), "left_semi")
        .select("frame_id", "site", "study_id", "height", "width", "das", "clinical")
        .coalesce((int) Math.max(1, frames / perFile))
        .toJavaRDD()
        .mapToPair(row -> new Tuple2<>(NullWritable.get(), new BytesWritable(frame(row).toBytes())))
        .saveAsNewAPIHadoopFile(
            folder.toString(),
            NullWritable.class,
            BytesWritable.class,
            SequenceFileOutputFormat.class,
            hadoop);
  }

  private static TrainingFrame frame(Row row) {
    return new TrainingFrame(
        row.getString(0), row.getString(1), row.getString(2), image(row, 5), image(row, 6));
  }

  private static Image image(Row row, int column) {
    return row.isNullAt(column)
        ? null
        : Image.fromBytes(row.getAs(column), row.getInt(3), row.getInt(4));
  }
}
