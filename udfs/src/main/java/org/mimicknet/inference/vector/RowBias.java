package org.mimicknet.inference.vector;

import java.util.List;

/**
 * The bias of a convolution, to which the bias of the upsampled maps that are folded into it adds
 * its share: less at the border, where some taps of the kernel lie outside the image.
 *
 * @param bias one value per output channel
 * @param shares what each row of the kernel adds
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record RowBias(float[] bias, List<Share> shares) {

  /**
   * The kernel's taps of one row times the upsampled bias.
   *
   * @param all all three taps
   * @param left the left tap, which falls outside at the first pixel
   * @param right the right tap, which falls outside at the last pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // as above
  record Share(float[] all, float[] left, float[] right) {}

  /** The bias of {@code row} away from its ends. */
  void plain(int row, int height, float[] sum) {
    System.arraycopy(bias, 0, sum, 0, bias.length);
    for (int tap = 0; tap < shares.size(); tap++) {
      if (isInside(row, tap, height)) {
        add(shares.get(tap).all(), 1, sum, 0);
      }
    }
  }

  /** Takes away, from the seed of the first pixel, what its left neighbour would add. */
  void correctFirst(int row, int height, float[] seeds, int at) {
    for (int tap = 0; tap < shares.size(); tap++) {
      if (isInside(row, tap, height)) {
        add(shares.get(tap).left(), -1, seeds, at);
      }
    }
  }

  /** Takes away, from the seed of the last pixel, what its right neighbour would add. */
  void correctLast(int row, int height, float[] seeds, int at) {
    for (int tap = 0; tap < shares.size(); tap++) {
      if (isInside(row, tap, height)) {
        add(shares.get(tap).right(), -1, seeds, at);
      }
    }
  }

  private boolean isInside(int row, int tap, int height) {
    int y = row + tap - shares.size() / 2;
    return y >= 0 && y < height;
  }

  private static void add(float[] share, int sign, float[] sum, int at) {
    for (int channel = 0; channel < share.length; channel++) {
      sum[at + channel] += sign * share[channel];
    }
  }
}
