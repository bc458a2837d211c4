/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.util.List;
import java.util.SplittableRandom;
import org.mimicknet.Internal;
import org.mimicknet.UserException;
import org.mimicknet.training.data.LocalFrames.Entry;

/**
 * Random crops of training frames, batch by batch. In an epoch every frame comes up equally often,
 * in an order of the epoch's own; a frame smaller than the crop is continued by reflection. What a
 * batch holds depends on the seed, the epoch and its place in the epoch alone, so a training that
 * goes on after a stop sees what an unbroken one sees.
 */
@Internal
public final class Crops {
  private final LocalFrames frames;
  private final List<Entry> entries;
  private final Side first;
  private final CropSize size;
  private final int batch;
  private final long seed;

  /**
   * Crops of the training frames that have an image of that side.
   *
   * @throws UserException if there is none
   */
  public Crops(LocalFrames frames, Side side, CropSize size, int batch, long seed) {
    this.frames = frames;
    this.entries = frames.of(Role.TRAIN, side);
    this.first = side;
    this.size = size;
    this.batch = batch;
    this.seed = seed;
    if (entries.isEmpty()) {
      throw new UserException(
          "Cannot train: no %s image of a training study; more studies, or another --seed, give some"
              .formatted(side == Side.DAS ? "DAS" : "clinical"));
    }
  }

  /** How many batches show every frame about once. */
  public int batchesPerEpoch() {
    return Math.max(1, entries.size() / batch);
  }

  /** Crops of one side: {@code float[batch * rows * columns]}. */
  public float[] of(int epoch, int index) {
    float[] pixels = new float[batch * size.pixels()];
    fill(epoch, index, pixels, null);
    return pixels;
  }

  /** Crops of both sides at the same places. */
  public Pair paired(int epoch, int index) {
    float[] das = new float[batch * size.pixels()];
    float[] clinical = new float[batch * size.pixels()];
    fill(epoch, index, das, clinical);
    return new Pair(das, clinical);
  }

  /** What the network is given, and what it should make of it. */
  public static final class Pair {
    private final float[] das;
    private final float[] clinical;

    private Pair(float[] das, float[] clinical) {
      this.das = das;
      this.clinical = clinical;
    }

    /** {@code float[batch * rows * columns]}. */
    public float[] das() {
      return das;
    }

    /** {@code float[batch * rows * columns]}. */
    public float[] clinical() {
      return clinical;
    }
  }

  private void fill(int epoch, int index, float[] pixels, float[] clinical) {
    int[] order = order(epoch);
    SplittableRandom random = random(epoch, index + 1);
    for (int i = 0; i < batch; i++) {
      Entry entry = entries.get(order[(int) (((long) index * batch + i) % order.length)]);
      int row = random.nextInt(Math.max(0, entry.height() - size.rows()) + 1);
      int column = random.nextInt(Math.max(0, entry.width() - size.columns()) + 1);
      crop(entry, clinical == null ? first : Side.DAS, row, column, pixels, i * size.pixels());
      if (clinical != null) {
        crop(entry, Side.CLINICAL, row, column, clinical, i * size.pixels());
      }
    }
  }

  private int[] order(int epoch) {
    SplittableRandom random = random(epoch, 0);
    int[] order = new int[entries.size()];
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private SplittableRandom random(int epoch, int purpose) {
    SplittableRandom ofEpoch = new SplittableRandom(seed + 31L * epoch);
    return new SplittableRandom(ofEpoch.nextLong() + purpose);
  }

  private void crop(Entry entry, Side side, int row, int column, float[] into, int offset) {
    int rows = Math.min(size.rows(), entry.height());
    float[] band = new float[rows * entry.width()];
    frames.readRows(entry, side, row, rows, band);
    for (int i = 0; i < size.rows(); i++) {
      int from = reflected(i, rows) * entry.width();
      for (int j = 0; j < size.columns(); j++) {
        into[offset + i * size.columns() + j] = band[from + column + within(j, entry)];
      }
    }
  }

  private int within(int column, Entry entry) {
    return entry.width() >= size.columns() ? column : reflected(column, entry.width());
  }

  /** An index beyond the end is mirrored at the last, then at the first, and so on. */
  private static int reflected(int index, int length) {
    int period = 2 * (length - 1);
    if (period == 0) {
      return 0;
    }
    int place = index % period;
    return place < length ? place : period - place;
  }
}
