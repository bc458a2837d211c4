/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * Weights of a convolution that is computed tap by tap.
 *
 * @param kernel for each source, for each row of the kernel, one span
 * @param bias the seeds of a pair of pixels: one value per output channel, twice
 * @param slope factor of negative sums: 1 for no activation
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record ConvolutionWeights(int rows, int columns, SweepWeights kernel, float[] bias, float slope) {}
