package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Weights of a transposed convolution.
 *
 * @param phases weights of output pixels at even row and even column, even and odd, odd and even,
 *     odd and odd
 * @param bias one value per output channel, padded with zeros to whole vectors
 * @param slope factor of negative sums: 1 for no activation
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record TransposedWeights(List<SweepWeights> phases, float[] bias, float slope) {}
