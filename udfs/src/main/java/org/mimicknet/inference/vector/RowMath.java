package org.mimicknet.inference.vector;

/**
 * Element-wise work on rows of an arena. How many floats a pixel has, a multiple of the vector's
 * lanes, is the kernel's own constant.
 */
interface RowMath {
  /** 2 x 2 maxima: {@code pixels} output pixels from two rows of twice as many. */
  void maxima(float[] arena, int upper, int lower, int output, int pixels);

  /**
   * The lateral transform of Winograd's F(2, 3), by Lavin and Gray, arXiv:1509.09308: for each pair
   * of pixels with its left and right neighbour (d0, d1, d2, d3) the values d0 - d2, d1 + d2, d2 -
   * d1 and d3 - d1, each in its own plane.
   */
  void transform(float[] arena, int row, int output, int plane, int pairs);
}
