/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Weights of a transposed convolution.
 *
 * @param byRowParity one span each for pairs of pixels of even rows and of odd rows
 * @param bias the seeds of a pair of pixels: one value per output channel, twice
 * @param slope factor of negative sums: 1 for no activation
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record TransposedWeights(List<SweepWeights> byRowParity, float[] bias, float slope) {}
