/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.mimicknet.Internal;
import org.mimicknet.config.Tunables;
import org.mimicknet.table.AppendResult;
import org.mimicknet.table.AppendTicket;
import org.mimicknet.table.Table;
import org.mimicknet.table.TableVersion;
import org.mimicknet.table.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is pending into a table, one commit after the other, until nothing is.
 *
 * <p>A round takes a ticket, looks for the next batch and commits its rows, all or none. If a
 * concurrent run of the same purpose has committed since the ticket was taken, nothing is written
 * and the next round looks again, so that it finds what the other run has left. A crash loses the
 * batch that was under way; the next run finds it pending.
 *
 * @param <B> what one commit covers
 */
@Internal
public abstract class CommitLoop<B> {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLoop.class);
  private static final String ROWS = "rows";

  private final Warehouse warehouse;
  private final Table table;
  private final String purpose;
  private long settledVersion;

  /**
   * @param purpose names the work to concurrent runs of it: see {@link Warehouse#ticket}
   */
  CommitLoop(Warehouse warehouse, Table table, String purpose) {
    this.warehouse = warehouse;
    this.table = table;
    this.purpose = purpose;
  }

  /**
   * Appends all that is pending in one commit; without rows there is none.
   *
   * @param purpose names the work to concurrent runs of it: see {@link Warehouse#ticket}
   * @param runId is in every row
   * @param pending looks for the rows that are pending now
   * @return how many rows were appended
   */
  public static long append(
      Warehouse warehouse,
      Table table,
      String purpose,
      String runId,
      Supplier<Dataset<Row>> pending) {
    OneAppend append = new OneAppend(warehouse, table, purpose, runId, pending);
    append.run();
    return append.rows;
  }

  /** Looks for the next batch; empty when nothing is pending. */
  abstract Optional<B> next();

  /** The run, whose id is in every row. */
  abstract String runId();

  /** The rows of a batch, with the columns of the table in any order. */
  abstract Dataset<Row> rows(B batch);

  /** An SQL condition: rows that fulfil it go in the commit of the batch. Empty: none does. */
  Optional<String> replaced(B batch) {
    return Optional.empty();
  }

  /** Named counts of the rows of a commit: aggregates of columns of the table. */
  abstract List<Column> counts();

  /** Hears of a commit that was made, and of its counts by their names. */
  abstract void committed(B batch, Map<String, Long> counts);

  /** Whether nothing was pending beside the batch, so that no further look is needed. */
  boolean isLast(B batch) {
    return false;
  }

  /** Hears that a concurrent run has committed first, so that nothing of the batch was. */
  void superseded(B batch) {}

  /** Whether the work goes on though the batch has failed: the next look then leaves the cause. */
  boolean goesOn(Throwable failure) {
    return false;
  }

  /** Makes and commits the rows of a batch; for a description or settings around it. */
  <T> T around(B batch, Supplier<T> write) {
    return write.get();
  }

  final void run() {
    while (true) {
      AppendTicket ticket = warehouse.ticket(table, purpose);
      Optional<B> next = next();
      if (next.isEmpty()) {
        settledVersion = ticket.tableVersion();
        return;
      }
      B batch = next.get();
      if (commit(ticket, batch) && isLast(batch)) {
        settledVersion = ticket.tableVersion() + 1;
        return;
      }
    }
  }

  /**
   * The version of the table in which nothing is pending, after the run; empty if there is one
   * after it, which may be anybody's.
   */
  final Optional<TableVersion> settledAt() {
    return Optional.of(warehouse.version(table))
        .filter(newest -> newest.number() == settledVersion);
  }

  private boolean commit(AppendTicket ticket, B batch) {
    Optional<Map<String, Long>> counts;
    try {
      counts = around(batch, () -> write(ticket, batch));
    } catch (Exception e) {
      if (goesOn(e)) {
        return false;
      }
      throw e;
    }
    counts.ifPresentOrElse(some -> committed(batch, some), () -> superseded(batch));
    return counts.isPresent();
  }

  /** The counts of the commit; empty if a concurrent run has committed first. */
  private Optional<Map<String, Long>> write(AppendTicket ticket, B batch) {
    SparkSession spark = warehouse.spark();
    try (WrittenCounts written = new WrittenCounts(spark)) {
      Dataset<Row> rows = written.of(inOrderOfTheTable(rows(batch)), counts());
      Optional<String> replaced = replaced(batch);
      AppendResult result =
          replaced.isPresent()
              ? warehouse.replace(ticket, replaced.get(), rows)
              : warehouse.append(ticket, rows);
      if (result == AppendResult.SUPERSEDED) {
        return Optional.empty();
      }
      Duration limit = Tunables.of(spark).get(ActionTunables.COUNTS_WAIT);
      return Optional.of(written.counts(limit).orElseGet(() -> countsInTable(ticket)));
    }
  }

  /** The counts of the rows of this run after the commit, less those before it. */
  private Map<String, Long> countsInTable(AppendTicket ticket) {
    LOG.warn(
        "Spark has not told the counts of a commit: counting in the table {}", table.sqlName());
    long version = warehouse.version(ticket);
    Map<String, Long> before = countsInTable(version - 1);
    Map<String, Long> counts = new HashMap<>(countsInTable(version));
    counts.replaceAll((name, count) -> count - before.get(name));
    return counts;
  }

  private Map<String, Long> countsInTable(long version) {
    List<Column> counts = counts();
    return WrittenCounts.named(
        warehouse
            .read(table, version)
            .where(functions.col("run_id").equalTo(runId()))
            .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
            .first());
  }

  /** So that the write needs no projection above the counts, which would copy all pixels. */
  private Dataset<Row> inOrderOfTheTable(Dataset<Row> rows) {
    List<String> given = Arrays.asList(rows.columns());
    List<String> order = new ArrayList<>(List.of(warehouse.columns(table).fieldNames()));
    order.retainAll(given);
    given.stream().filter(name -> !order.contains(name)).forEach(order::add);
    return rows.select(order.stream().map(functions::col).toArray(Column[]::new));
  }

  /** All pending rows as one batch. */
  private static final class OneAppend extends CommitLoop<Dataset<Row>> {
    private final String runId;
    private final Supplier<Dataset<Row>> pending;
    private long rows;

    OneAppend(
        Warehouse warehouse,
        Table table,
        String purpose,
        String runId,
        Supplier<Dataset<Row>> pending) {
      super(warehouse, table, purpose);
      this.runId = runId;
      this.pending = pending;
    }

    @Override
    String runId() {
      return runId;
    }

    @Override
    Optional<Dataset<Row>> next() {
      return Optional.of(pending.get()).filter(found -> !found.isEmpty());
    }

    @Override
    Dataset<Row> rows(Dataset<Row> batch) {
      return batch;
    }

    @Override
    List<Column> counts() {
      return List.of(count(lit(1)).as(ROWS));
    }

    @Override
    void committed(Dataset<Row> batch, Map<String, Long> counts) {
      rows = counts.get(ROWS);
    }

    @Override
    boolean isLast(Dataset<Row> batch) {
      return true;
    }
  }
}
