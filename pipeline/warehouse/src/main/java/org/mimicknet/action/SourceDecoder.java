/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
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
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.mimicknet.archive.ArchivePlan;
import org.mimicknet.archive.Grouping;
import org.mimicknet.archive.Source;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourcePart;
import org.mimicknet.format.SourceReader;

/**
 * Decodes sources in tasks of about equal bytes. A task reads its sources one after the other, one
 * member in memory at a time; nothing is shuffled.
 */
final class SourceDecoder implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Packed bytes that one task reads: an archive of more is shared out where its format allows. */
  static final long TASK_BYTES_DEFAULT = 128L << 20;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final ReadSettings settings;
  // Broadcast, for it may hold a secret: a literal would stand in plans and event logs.
  private final Broadcast<PrivacyStep> privacy;
  private final long taskBytes;

  SourceDecoder(
      Broadcast<SerializableConfiguration> hadoop,
      ReadSettings settings,
      Broadcast<PrivacyStep> privacy,
      long taskBytes) {
    this.hadoop = hadoop;
    this.settings = settings;
    this.privacy = privacy;
    this.taskBytes = taskBytes;
  }

  /**
   * The rows ({@link FrameRows#TYPE}) of all that the sources hold: at least one per source.
   *
   * @param outside what metadata CSVs outside of archives say
   */
  Dataset<Row> rows(
      SparkSession spark, List<PendingSource> sources, Broadcast<MetadataLookup> outside) {
    List<List<PendingPart>> bins =
        TaskBins.of(
            parts(spark, sources),
            pending -> pending.part().bytes(),
            spark.sparkContext().defaultParallelism(),
            taskBytes);
    Broadcast<List<List<PendingPart>>> tasks = Broadcasts.of(spark, bins);
    return spark
        .range(0, bins.size(), 1, bins.size())
        .flatMap(
            (Long task) ->
                new AffordableRows(
                    new TaskRows(tasks.value().get(task.intValue()).iterator(), outside.value())),
            Encoders.row(FrameRows.TYPE));
  }

  /** The sources, big ones cut by tasks that look at their directories. */
  private List<PendingPart> parts(SparkSession spark, List<PendingSource> sources) {
    List<PendingSource> big =
        sources.stream().filter(pending -> pending.source().size() > taskBytes).toList();
    List<PendingPart> parts =
        new ArrayList<>(
            sources.stream()
                .filter(pending -> pending.source().size() <= taskBytes)
                .map(PendingPart::whole)
                .toList());
    if (big.isEmpty()) {
      return parts;
    }
    Broadcast<List<PendingSource>> shared = Broadcasts.of(spark, big);
    List<ArchivePlan> plans =
        spark
            .range(0, big.size(), 1, big.size())
            .map(
                (MapFunction<Long, ArchivePlan>)
                    index -> plan(shared.value().get(index.intValue()).source()),
                Encoders.javaSerialization(ArchivePlan.class))
            .collectAsList();
    for (int i = 0; i < big.size(); i++) {
      PendingSource source = big.get(i);
      SourcePart.of(source.source(), plans.get(i))
          .forEach(part -> parts.add(new PendingPart(source, part)));
    }
    return parts;
  }

  private ArchivePlan plan(Source source) {
    return ArchivePlan.of(
        source, hadoop.value().value(), settings.limits(), taskBytes, Grouping.NONE);
  }

  /** The rows of the wanted members of sources; a source is read by one task. */
  Dataset<Row> replayed(
      SparkSession spark,
      Map<PendingSource, WantedMembers> wanted,
      Broadcast<MetadataLookup> outside) {
    List<List<PendingSource>> bins =
        TaskBins.of(
            List.copyOf(wanted.keySet()),
            pending -> pending.source().size(),
            spark.sparkContext().defaultParallelism(),
            taskBytes);
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
                new AffordableRows(
                    new OneAfterTheOther(
                        shared.value().get(task.intValue()).entrySet().stream()
                            .map(
                                entry ->
                                    replayed(entry.getKey(), entry.getValue(), outside.value()))
                            .iterator())),
            Encoders.row(FrameRows.TYPE));
  }

  private ReplayedRows replayed(
      PendingSource source, WantedMembers wanted, MetadataLookup outside) {
    return new ReplayedRows(
        source, wanted, privacy.value(), hadoop.value().value(), settings, outside);
  }

  /** The rows of several sources; only one is open at a time, and one row is held. */
  private static final class OneAfterTheOther implements Iterator<Row> {
    private final Iterator<ReplayedRows> sources;
    private ReplayedRows current;

    OneAfterTheOther(Iterator<ReplayedRows> sources) {
      this.sources = sources;
      TaskCompletionListener close = context -> close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    public boolean hasNext() {
      while (current == null || !current.hasNext()) {
        close();
        if (!sources.hasNext()) {
          return false;
        }
        current = sources.next();
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("Cannot give a further row: all sources are read");
      }
      return current.next();
    }

    private void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }

  /** The rows of one task. */
  private final class TaskRows implements Iterator<Row> {
    private final Iterator<PendingPart> parts;
    private final MetadataLookup outside;
    private PendingPart pending;
    private SourceReader reader;
    private boolean sourceGaveRows;
    private Row upcoming;

    TaskRows(Iterator<PendingPart> parts, MetadataLookup outside) {
      this.parts = parts;
      this.outside = outside;
      TaskCompletionListener close = context -> close();
      TaskContext.get().addTaskCompletionListener(close);
    }

    @Override
    public boolean hasNext() {
      while (upcoming == null) {
        if (reader == null) {
          if (!parts.hasNext()) {
            return false;
          }
          pending = parts.next();
          reader =
              new SourceReader(pending.part(), hadoop.value().value(), settings, privacy.value());
          sourceGaveRows = false;
        }
        if (reader.hasNext()) {
          upcoming = FrameRows.row(pending.source(), reader.next(), outside);
          sourceGaveRows = true;
        } else {
          upcoming = sourceGaveRows ? null : withoutFrames();
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

    /** One row says that a source was read, even if none of its parts gives one. */
    private Row withoutFrames() {
      if (pending.part().isWhole()) {
        return FrameRows.withoutFrames(pending.source(), privacy.value());
      }
      return pending.part().number() == 0
          ? FrameRows.partWithoutFrames(pending.source(), privacy.value())
          : null;
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
