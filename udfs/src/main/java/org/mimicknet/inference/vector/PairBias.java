package org.mimicknet.inference.vector;

import java.util.Arrays;
import java.util.List;

/**
 * The bias of a convolution as seeds of pairs of pixels. The bias of the upsampled maps that are
 * folded into the convolution adds its share: less at the border, where some taps of the kernel lie
 * outside the image.
 *
 * @param bias one value per output channel
 * @param shares what each row of the kernel adds; none if nothing is folded
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record PairBias(float[] bias, List<Share> shares) {

  /**
   * The kernel's taps of one row times the upsampled bias.
   *
   * @param all all three taps
   * @param left the left tap, which falls outside at the first pixel
   * @param right the right tap, which falls outside at the last pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // as above
  record Share(float[] all, float[] left, float[] right) {}

  /** Whether the seeds of {@code row} may differ from those of the row before. */
  boolean changesAt(int row, int height) {
    int reach = shares.size() / 2;
    return row <= reach || row >= height - reach;
  }

  /**
   * Writes the seeds of a row: for each pair half the sum and half the difference of what the even
   * and the odd pixel get, which the butterfly of a {@link Sweep} turns into the two.
   */
  void seed(float[] seeds, int at, int row, int height, int pairs) {
    float[] inner = bias.clone();
    float[] left = new float[bias.length];
    float[] right = new float[bias.length];
    for (int tap = 0; tap < shares.size(); tap++) {
      int y = row + tap - shares.size() / 2;
      if (y >= 0 && y < height) {
        add(shares.get(tap).all(), 1, inner, 0);
        add(shares.get(tap).left(), -1, left, 0);
        add(shares.get(tap).right(), -1, right, 0);
      }
    }
    Arrays.fill(seeds, at, at + 2 * pairs * bias.length, 0);
    for (int pair = 0; pair < pairs; pair++) {
      System.arraycopy(inner, 0, seeds, at + 2 * pair * bias.length, bias.length);
    }
    int last = at + 2 * (pairs - 1) * bias.length;
    add(left, 0.5f, seeds, at);
    add(left, 0.5f, seeds, at + bias.length);
    add(right, 0.5f, seeds, last);
    add(right, -0.5f, seeds, last + bias.length);
  }

  private static void add(float[] values, float factor, float[] sum, int at) {
    for (int channel = 0; channel < values.length; channel++) {
      sum[at + channel] += factor * values[channel];
    }
  }
}
