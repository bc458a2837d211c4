package org.mimicknet.inference.vector;

/**
 * Runs sweeps for one number of output channels and one step: cuts the row into blocks that fit the
 * registers. A last block that would reach past the row starts earlier, so that it computes some
 * pairs twice; a row shorter than a block is computed past its end, for which {@link Ring} leaves
 * room.
 */
final class Sweeper {
  /** No block has more pixels. */
  static final int MAX_PIXELS = 20;

  private final ChannelGroups groups;
  private final int blockPairs;
  private final BlockSums kernel;

  /**
   * @param step floats of the input from a pair to the next
   */
  Sweeper(VectorUnit unit, ChannelGroups groups, int step, Sums sums) {
    int slots = unit.blockSlots();
    this.groups = groups;
    this.blockPairs = slots / groups.vectors();
    this.kernel =
        Specialization.of(
            BlockSums.class,
            "BlockKernel",
            new KernelShape(unit.bits(), slots, groups.vectors(), step, sums));
  }

  /** All pairs of the row. */
  void run(float[] arena, float[] seeds, Sweep sweep) {
    int pairs = sweep.pairs;
    int whole = pairs - pairs % blockPairs;
    int weight = 0;
    for (int group = 0; group < groups.count(); group++) {
      int channel = group * groups.size();
      kernel.blocks(arena, seeds, sweep, 0, whole, channel, weight);
      if (whole < pairs) {
        int first = Math.max(0, pairs - blockPairs);
        kernel.blocks(arena, seeds, sweep, first, first + blockPairs, channel, weight);
      }
      weight += sweep.weights.length / groups.count();
    }
  }

  /** Pairs that a kernel computes at once. */
  int blockPairs() {
    return blockPairs;
  }

  /** The first {@code pairs}, and past them up to a whole block. */
  void runPast(float[] arena, float[] seeds, Sweep sweep, int pairs) {
    int weight = 0;
    for (int group = 0; group < groups.count(); group++) {
      kernel.blocks(arena, seeds, sweep, 0, pairs, group * groups.size(), weight);
      weight += sweep.weights.length / groups.count();
    }
  }
}
