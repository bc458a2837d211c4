/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Option;

/**
 * Counts of rows, taken while a commit writes them. Of the stage that writes, Spark takes those of
 * one attempt of each task, so that they are exact where a task was tried again. They come as an
 * event, which Spark drops while it has too many.
 */
final class WrittenCounts implements QueryExecutionListener, AutoCloseable {
  private final SparkSession spark;
  private final String name = "mimicknet-" + UUID.randomUUID();
  private final CompletableFuture<Row> told = new CompletableFuture<>();

  /** Listens, until it is closed, to the session that will write. */
  WrittenCounts(SparkSession spark) {
    this.spark = spark;
    spark.listenerManager().register(this);
  }

  /** The rows, counted as they pass. */
  Dataset<Row> of(Dataset<Row> rows, List<Column> counts) {
    return rows.observe(
        name, counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new));
  }

  /**
   * The counts by their names, once the rows are written; empty if Spark does not tell them within
   * the limit.
   */
  Optional<Map<String, Long>> counts(Duration limit) {
    try {
      return Optional.of(named(told.get(limit.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot count the rows of a commit: interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot count the rows of a commit", e.getCause());
    }
  }

  /** Counts by their names, of a row of them. */
  static Map<String, Long> named(Row counts) {
    return Stream.of(counts.schema().fieldNames())
        .collect(Collectors.toMap(Function.identity(), counts::<Long>getAs));
  }

  @Override
  public void onSuccess(String action, QueryExecution query, long elapsedNs) {
    Option<Row> counts = query.observedMetrics().get(name);
    if (counts.isDefined()) {
      told.complete(counts.get());
    }
  }

  /** A write that fails has no counts, and the writer tells why. */
  @Override
  public void onFailure(String action, QueryExecution query, Exception exception) {}

  @Override
  public void close() {
    spark.listenerManager().unregister(this);
  }
}
