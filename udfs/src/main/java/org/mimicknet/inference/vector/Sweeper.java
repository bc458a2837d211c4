package org.mimicknet.inference.vector;

/**
 * Runs sweeps for one number of output channels and one stride: cuts the row into blocks that fit
 * the registers. A last block that would reach past the row starts earlier, so that it computes
 * some pixels twice; a row shorter than the smallest block is computed past its end, for which
 * {@link Ring} leaves room.
 */
final class Sweeper {
  /** No block is wider. */
  static final int MAX_PIXELS = 15;

  private static final int TAIL_PIXELS = 5;

  private final ChannelGroups groups;
  private final int mainPixels;
  private final BlockSums main;
  private final BlockSums tail;

  Sweeper(VectorUnit unit, ChannelGroups groups, int stride, Activation activation) {
    this.groups = groups;
    this.mainPixels = unit.blockPixels(groups.vectors());
    this.main = kernel(unit, mainPixels, stride, activation);
    this.tail = kernel(unit, TAIL_PIXELS, stride, activation);
  }

  private BlockSums kernel(VectorUnit unit, int pixels, int stride, Activation activation) {
    String kernel = groups.vectors() == 2 ? "TwoVectorKernel" : "OneVectorKernel";
    return Specialization.of(
        BlockSums.class, kernel, new KernelShape(unit.bits(), pixels, stride, activation));
  }

  /** Pixels of a whole block. */
  int blockPixels() {
    return mainPixels;
  }

  void run(float[] arena, float[] seeds, Sweep sweep) {
    int pixels = sweep.pixels;
    int whole = pixels - pixels % mainPixels;
    int weight = 0;
    for (int group = 0; group < groups.count(); group++) {
      int channel = group * groups.size();
      main.blocks(arena, seeds, sweep, 0, whole, channel, weight);
      int rest = pixels - whole;
      if (rest > TAIL_PIXELS) {
        int first = Math.max(0, pixels - mainPixels);
        main.blocks(arena, seeds, sweep, first, first + mainPixels, channel, weight);
      } else if (rest > 0) {
        int first = Math.max(0, pixels - TAIL_PIXELS);
        tail.blocks(arena, seeds, sweep, first, first + TAIL_PIXELS, channel, weight);
      }
      weight += sweep.weights.length / groups.count();
    }
  }
}
