/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.apache.spark.util.AccumulatorV2;

/**
 * Which rows of a lookup have met a file, and which several: by row 0, the hash of the path of the
 * file, or {@link #SEVERAL}. However often a task is tried the sum is the same. Four bytes a row in
 * every task that meets one; of these only what was met is sent.
 */
final class MetRows extends AccumulatorV2<MetRows.Meeting, int[]> {
  static final int SEVERAL = -1;

  private static final long serialVersionUID = 1L;

  private static final int[] NONE = {};

  /** Null while it is read from a stream: Spark asks even then. */
  private transient volatile int[] files = NONE;

  /**
   * A file that has met a row.
   *
   * @param row its number
   */
  record Meeting(int row, String path) {}

  @Override
  public boolean isZero() {
    return value().length == 0;
  }

  @Override
  public MetRows copy() {
    MetRows copy = new MetRows();
    copy.files = value().clone();
    return copy;
  }

  @Override
  public void reset() {
    files = NONE;
  }

  @Override
  public void add(Meeting meeting) {
    int hash = meeting.path().hashCode();
    add(meeting.row(), hash == 0 || hash == SEVERAL ? 1 : hash);
  }

  @Override
  public void merge(AccumulatorV2<Meeting, int[]> other) {
    int[] others = other.value();
    for (int row = others.length - 1; row >= 0; row--) {
      if (others[row] != 0) {
        add(row, others[row]);
      }
    }
  }

  /** By row; rows behind the last that was met are left out. */
  @Override
  public int[] value() {
    int[] known = files;
    return known == null ? NONE : known;
  }

  private void add(int row, int file) {
    int[] known = value();
    if (row >= known.length) {
      known = Arrays.copyOf(known, Math.max(row + 1, known.length * 2));
      files = known;
    }
    known[row] = known[row] == 0 || known[row] == file ? file : SEVERAL;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    int[] written = value().clone();
    out.writeInt((int) Arrays.stream(written).filter(file -> file != 0).count());
    for (int row = written.length - 1; row >= 0; row--) {
      if (written[row] != 0) {
        out.writeInt(row);
        out.writeInt(written[row]);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    files = NONE;
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readInt(), in.readInt());
    }
  }
}
