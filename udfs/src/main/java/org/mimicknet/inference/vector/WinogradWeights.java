package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Weights of a {@link WinogradStage}.
 *
 * @param rows rows of the kernel
 * @param transformed how many of the stage's sources are transformed; the others are folded
 * @param byRowParity for even and odd rows: spans of the weights (g0 + g1 + g2) / 2 and (g0 - g1 +
 *     g2) / 2, then, after the butterfly, g0 and g2, then those of the folded sources
 * @param slope factor of negative sums: 1 for no activation
 */
record WinogradWeights(
    int rows, int transformed, List<SweepWeights> byRowParity, PairBias bias, float slope) {}
