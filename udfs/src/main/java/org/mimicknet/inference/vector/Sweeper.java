/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * Runs sweeps for one number of output channels and one step: cuts the row into blocks that fit the
 * registers, and takes a small block for a rest that fits into one. A last block that would reach
 * past the row starts earlier, so that it computes some pairs twice; a row shorter than a block is
 * computed past its end, for which {@link Ring} leaves room.
 */
final class Sweeper {
  /** No block has more pixels. */
  static final int MAX_PIXELS = 20;

  /** Sums of each side that a small block holds. */
  private static final int SMALL_SLOTS = 4;

  private final ChannelGroups groups;
  private final Block whole;
  private final Block small;

  /** A kernel and how many pairs it computes at once. */
  private record Block(BlockSums kernel, int pairs) {}

  /**
   * @param step floats of the input from a pair to the next
   */
  Sweeper(VectorUnit unit, ChannelGroups groups, int step, Sums sums) {
    this.groups = groups;
    this.whole = block(unit, step, sums, unit.blockSlots());
    this.small = block(unit, step, sums, SMALL_SLOTS);
  }

  private Block block(VectorUnit unit, int step, Sums sums, int slots) {
    KernelShape shape = new KernelShape(unit.bits(), slots, groups.vectors(), step, sums);
    BlockSums kernel =
        Specialization.of(BlockSums.class, "BlockKernel", shape, BlockSumsProof::holds);
    return new Block(kernel, slots / groups.vectors());
  }

  /** All pairs of the row. */
  void run(float[] arena, float[] seeds, Sweep sweep) {
    int pairs = sweep.pairs;
    int end = pairs - pairs % whole.pairs;
    Block last = last(pairs - end);
    int weight = 0;
    for (int group = 0; group < groups.count(); group++) {
      int channel = group * groups.size();
      whole.kernel.blocks(arena, seeds, sweep, 0, end, channel, weight);
      if (end < pairs) {
        int first = Math.max(0, pairs - last.pairs);
        last.kernel.blocks(arena, seeds, sweep, first, first + last.pairs, channel, weight);
      }
      weight += sweep.weights.length / groups.count();
    }
  }

  private Block last(int rest) {
    return rest <= small.pairs ? small : whole;
  }

  /** Pairs that a kernel computes at once. */
  int blockPairs() {
    return whole.pairs;
  }

  /** The first {@code pairs}, and past them up to a block. */
  void runPast(float[] arena, float[] seeds, Sweep sweep, int pairs) {
    int end = pairs - pairs % whole.pairs;
    Block last = last(pairs - end);
    int weight = 0;
    for (int group = 0; group < groups.count(); group++) {
      int channel = group * groups.size();
      whole.kernel.blocks(arena, seeds, sweep, 0, end, channel, weight);
      last.kernel.blocks(arena, seeds, sweep, end, pairs, channel, weight);
      weight += sweep.weights.length / groups.count();
    }
  }
}
