package org.mimicknet.action;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourceReader;

/**
 * Decodes sources in tasks of about equal bytes. A task reads its sources one after the other, one
 * member in memory at a time; nothing is shuffled.
 */
final class SourceDecoder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long TASK_BYTES = 128L << 20;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final ReadSettings settings;
  // Broadcast, for it may hold a secret: a literal would stand in plans and event logs.
  private final Broadcast<PrivacyStep> privacy;

  SourceDecoder(
      Broadcast<SerializableConfiguration> hadoop,
      ReadSettings settings,
      Broadcast<PrivacyStep> privacy) {
    this.hadoop = hadoop;
    this.settings = settings;
    this.privacy = privacy;
  }

  /** The rows ({@link FrameRows#TYPE}) of all that the sources hold: at least one per source. */
  Dataset<Row> rows(SparkSession spark, List<PendingSource> sources) {
    List<List<PendingSource>> bins =
        TaskBins.of(sources, spark.sparkContext().defaultParallelism(), TASK_BYTES);
    Broadcast<List<List<PendingSource>>> tasks = Broadcasts.of(spark, bins);
    return spark
        .range(0, bins.size(), 1, bins.size())
        .flatMap(
            (Long task) -> new TaskRows(tasks.value().get(task.intValue()).iterator()),
            Encoders.row(FrameRows.TYPE));
  }

  /** The rows of the wanted members of sources; a source is read by one task. */
  Dataset<Row> replayed(SparkSession spark, Map<PendingSource, WantedMembers> wanted) {
    List<List<PendingSource>> bins =
        TaskBins.of(
            List.copyOf(wanted.keySet()), spark.sparkContext().defaultParallelism(), TASK_BYTES);
    List<Map<PendingSource, WantedMembers>> tasks = new ArrayList<>();
    for (List<PendingSource> bin : bins) {
      Map<PendingSource, WantedMembers> task = new LinkedHashMap<>();
      bin.forEach(source -> task.put(source, wanted.get(source)));
      tasks.add(task);
    }
    Broadcast<List<Map<PendingSource, WantedMembers>>> shared = Broadcasts.of(spark, tasks);
    return spark
        .range(0, tasks.size(), 1, tasks.size())
        .flatMap(
            (Long task) ->
                shared.value().get(task.intValue()).entrySet().stream()
                    .flatMap(entry -> replayed(entry.getKey(), entry.getValue()))
                    .iterator(),
            Encoders.row(FrameRows.TYPE));
  }

  private Stream<Row> replayed(PendingSource source, WantedMembers wanted) {
    ReplayedRows rows =
        new ReplayedRows(source, wanted, privacy.value(), hadoop.value().value(), settings);
    TaskCompletionListener close = context -> rows.close();
    TaskContext.get().addTaskCompletionListener(close);
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false);
  }

  /** The rows of one task. */
  private final class TaskRows implements Iterator<Row> {
    private final Iterator<PendingSource> sources;
    private PendingSource source;
    private SourceReader reader;
    private boolean sourceGaveRows;
    private Row upcoming;

    TaskRows(Iterator<PendingSource> sources) {
      this.sources = sources;
      TaskCompletionListener close = context -> close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    public boolean hasNext() {
      while (upcoming == null) {
        if (reader == null) {
          if (!sources.hasNext()) {
            return false;
          }
          source = sources.next();
          reader =
              new SourceReader(source.source(), hadoop.value().value(), settings, privacy.value());
          sourceGaveRows = false;
        }
        if (reader.hasNext()) {
          upcoming = FrameRows.row(source, reader.next());
          sourceGaveRows = true;
        } else {
          upcoming = sourceGaveRows ? null : FrameRows.withoutFrames(source, privacy.value());
          close();
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("Cannot give a further row: all sources are read");
      }
      Row row = upcoming;
      upcoming = null;
      return row;
    }

    private void close() {
      try {
        if (reader != null) {
          reader.close();
          reader = null;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close a source", e);
      }
    }
  }
}
