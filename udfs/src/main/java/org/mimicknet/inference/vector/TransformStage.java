package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Rows of transformed pairs of pixels, four planes each (see {@link RowMath#transform}), from which
 * a {@link WinogradStage} computes pairs of output pixels.
 */
final class TransformStage extends Stage {
  static final int PLANES = 4;

  private final RowMath math;

  TransformStage(Stage source, Ring ring, RowMath math) {
    super(List.of(source), ring);
    this.math = math;
  }

  @Override
  int firstRow(int source, int row) {
    return row;
  }

  @Override
  int lastRow(int source, int row) {
    return row;
  }

  @Override
  void resize() {
    ring().resize(source(0).height(), source(0).width());
  }

  @Override
  void compute(Arena arena, int row) {
    int input = source(0).row(row);
    int output = ring().row(row);
    int plane = ring().planeFloats();
    math.transform(arena.values(), input, output, plane, (ring().width() + 1) / 2);
  }
}
