/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.mimicknet.archive.ArchivePlan;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.StorageException;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.SparkMemory;
import org.mimicknet.config.Tunables;
import org.mimicknet.format.PrivacyStep;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.SourcePart;

/**
 * Decodes sources in tasks of about equal bytes. A task reads its sources one after the other, one
 * member in memory at a time; nothing is shuffled.
 */
final class SourceDecoder implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shared<SerializableConfiguration> hadoop;
  private final ReadSettings settings;
  // Broadcast, for it may hold a secret: a literal would stand in plans and event logs.
  private final Shared<PrivacyStep> privacy;
  private final long taskBytes;
  private final ReadProgress progress;

  private SourceDecoder(
      Shared<SerializableConfiguration> hadoop,
      ReadSettings settings,
      Shared<PrivacyStep> privacy,
      long taskBytes,
      ReadProgress progress) {
    this.hadoop = hadoop;
    this.settings = settings;
    this.privacy = privacy;
    this.taskBytes = taskBytes;
    this.progress = progress;
  }

  static SourceDecoder of(
      SparkSession spark,
      Shared<SerializableConfiguration> hadoop,
      ReadSettings settings,
      PrivacyStep privacy) {
    return new SourceDecoder(
        hadoop,
        settings,
        Shared.of(spark, privacy),
        Tunables.of(spark).get(ActionTunables.TASK_BYTES),
        new ReadProgress(spark.sparkContext()));
  }

  /**
   * The rows ({@link FrameRows#TYPE}) of all that the sources hold: at least one per source.
   *
   * @param outside what metadata CSVs outside of archives say
   */
  Dataset<Row> rows(SparkSession spark, List<PendingSource> sources, MetadataJoin outside) {
    return rows(
        spark,
        parts(spark, sources),
        pending -> pending.part().bytes(),
        part -> rows(part, outside));
  }

  /** Of the files of a listing those that can be opened; looked at where {@code is_retried}. */
  Dataset<Row> readable(Dataset<Row> files) {
    return files.filter(
        (Row file) -> !file.<Boolean>getAs("is_retried") || canBeOpened(PendingSource.of(file)));
  }

  /** The rows of the wanted members of sources; a source is read by one task. */
  Dataset<Row> rows(
      SparkSession spark, Map<PendingSource, WantedMembers> wanted, MetadataJoin outside) {
    List<WantedSource> sources =
        wanted.entrySet().stream()
            .map(entry -> new WantedSource(entry.getKey(), entry.getValue()))
            .toList();
    return rows(
        spark, sources, some -> some.source().source().size(), source -> rows(source, outside));
  }

  private record WantedSource(PendingSource source, WantedMembers members)
      implements Serializable {}

  /** Opens a piece of work in a task. */
  private interface Opening<T> extends Function<T, SourceRows>, Serializable {}

  private <T> Dataset<Row> rows(
      SparkSession spark, List<T> pieces, ToLongFunction<T> bytes, Opening<T> open) {
    List<List<T>> bins = TaskBins.of(pieces, bytes, Slots.of(spark).expected(), taskBytes);
    Shared<List<List<T>>> tasks = Shared.of(spark, bins);
    ReadProgress read = progress;
    return spark
        .range(0, bins.size(), 1, bins.size())
        .flatMap(
            (Long task) ->
                read.of(
                    new TaskRows(tasks.value().get(task.intValue()).stream().map(open).iterator())),
            Encoders.row(FrameRows.TYPE));
  }

  private SourceRows rows(PendingPart part, MetadataJoin outside) {
    return new PartRows(part, privacy.value(), hadoop.value().value(), inTask(), outside);
  }

  private SourceRows rows(WantedSource wanted, MetadataJoin outside) {
    return new ReplayedRows(
        wanted.source(),
        wanted.members(),
        privacy.value(),
        hadoop.value().value(),
        inTask(),
        outside);
  }

  /** The settings with what a task in this JVM has of its memory. */
  private ReadSettings inTask() {
    return settings.withLimits(settings.limits().withMemory(SparkMemory.ofTask()));
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
    Shared<List<PendingSource>> shared = Shared.of(spark, big);
    List<ArchivePlan> plans =
        spark
            .range(0, big.size(), 1, big.size())
            .map(
                (MapFunction<Long, ArchivePlan>)
                    index -> plan(shared.value().get(index.intValue())),
                Encoders.javaSerialization(ArchivePlan.class))
            .collectAsList();
    for (int i = 0; i < big.size(); i++) {
      PendingSource source = big.get(i);
      SourcePart.of(source.source(), plans.get(i))
          .forEach(part -> parts.add(new PendingPart(source, part)));
    }
    return parts;
  }

  private boolean canBeOpened(PendingSource pending) {
    if (pending.problem() != null) {
      return false;
    }
    try {
      Members.open(pending.source(), hadoop.value().value(), settings.limits()).close();
      return true;
    } catch (MemberException mayStillNotBeRead) {
      return false;
    } catch (IOException | StorageException e) {
      // Whoever reads it meets the failure.
      return true;
    }
  }

  private ArchivePlan plan(PendingSource pending) {
    try {
      return ArchivePlan.of(pending.source(), hadoop.value().value(), settings.limits(), taskBytes);
    } catch (StorageException e) {
      throw SourceException.of(pending, privacy.value(), e);
    }
  }
}
