package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Weights of a {@link WinogradStage}.
 *
 * @param rows rows of the kernel
 * @param transformed how many of the stage's sources are transformed; the others are folded
 * @param sum weights (g0 + g1 + g2) / 2
 * @param difference weights (g0 - g1 + g2) / 2
 * @param even for even and odd rows: weights g0, then those of the folded sources at even pixels
 * @param odd for even and odd rows: weights g2, then those of the folded sources at odd pixels
 * @param slope factor of negative sums: 1 for no activation
 */
record WinogradWeights(
    int rows,
    int transformed,
    SweepWeights sum,
    SweepWeights difference,
    List<SweepWeights> even,
    List<SweepWeights> odd,
    RowBias bias,
    float slope) {}
