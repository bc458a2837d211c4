/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.mimicknet.image.Image;
import org.mimicknet.image.PixelPool;
import org.mimicknet.inference.EnhancedFrame;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.PreparedFrame;
import org.mimicknet.signal.FrameException;

/**
 * The rows of a partition with the struct of {@link EnhancedSchema} added, in their order. Rows are
 * taken in groups, whose frames of equal padded size go through the network together; no more than
 * one group is in memory.
 */
final class EnhancedRows implements Iterator<Row> {
  private final Iterator<Row> frames;
  private final FrameColumns columns;
  private final FrameEnhancer enhancer;
  private final int groupSize;
  private final boolean pixels;
  private final EnhanceMemory memory;
  private final EnhanceCounters counters;
  private final Queue<Row> ready = new ArrayDeque<>();
  private final PixelPool pool = new PixelPool();

  /**
   * @param groupSize rows that are taken at once
   * @param pixels whether the struct holds the enhanced image
   * @param memory what frames may take
   * @param counters counts what goes through the network
   */
  EnhancedRows(
      Iterator<Row> frames,
      FrameColumns columns,
      FrameEnhancer enhancer,
      int groupSize,
      boolean pixels,
      EnhanceMemory memory,
      EnhanceCounters counters) {
    this.frames = frames;
    this.columns = columns;
    this.enhancer = enhancer;
    this.groupSize = groupSize;
    this.pixels = pixels;
    this.memory = memory;
    this.counters = counters;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || frames.hasNext();
  }

  @Override
  public Row next() {
    if (ready.isEmpty()) {
      enhanceGroup();
    }
    return ready.remove();
  }

  private void enhanceGroup() {
    List<Row> rows = new ArrayList<>(groupSize);
    List<Object> structs = new ArrayList<>(groupSize);
    List<Integer> positions = new ArrayList<>(groupSize);
    List<PreparedFrame> prepared = new ArrayList<>(groupSize);
    List<Double> preparationMs = new ArrayList<>(groupSize);
    List<Image> read = new ArrayList<>(2 * groupSize);
    long room = memory.ofGroup();
    while (rows.size() < groupSize && room > 0 && frames.hasNext()) {
      Row row = frames.next();
      rows.add(row);
      structs.add(null);
      if (row.isNullAt(columns.das())) {
        continue;
      }
      long start = System.nanoTime();
      try {
        room -= columns.requireMemory(row, enhancer, memory);
        Image das = columns.das(row, pool);
        read.add(das);
        Optional<Image> clinical = columns.clinical(row, pool);
        clinical.ifPresent(read::add);
        prepared.add(
            clinical
                .map(image -> enhancer.prepare(das, image))
                .orElseGet(() -> enhancer.prepare(das)));
        positions.add(rows.size() - 1);
        preparationMs.add(millisecondsSince(start));
      } catch (FrameException e) {
        structs.set(
            rows.size() - 1, EnhancedSchema.row(e, enhancer.engine(), millisecondsSince(start)));
      }
    }
    long start = System.nanoTime();
    prepared.forEach(frame -> counters.paddingWaste().add(frame.paddingPixels()));
    List<EnhancedFrame> enhanced = enhancer.enhance(prepared);
    counters.frames().add(enhanced.size());
    double shareMs = millisecondsSince(start) / Math.max(1, prepared.size());
    read.forEach(pool::giveBack);
    for (int i = 0; i < enhanced.size(); i++) {
      EnhancedFrame frame = enhanced.get(i);
      byte[] output = pixels ? frame.output().toBytes() : null;
      double elapsedMs = preparationMs.get(i) + shareMs;
      structs.set(positions.get(i), EnhancedSchema.row(output, frame, elapsedMs));
    }
    for (int i = 0; i < rows.size(); i++) {
      ready.add(with(rows.get(i), structs.get(i)));
    }
  }

  private static Row with(Row row, Object struct) {
    Object[] values = new Object[row.size() + 1];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = struct;
    return RowFactory.create(values);
  }

  private static double millisecondsSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
