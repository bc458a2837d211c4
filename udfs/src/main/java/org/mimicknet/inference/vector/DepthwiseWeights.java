/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

/**
 * Weights of a depthwise convolution, as {@link DepthwiseRow} reads them.
 *
 * @param slope factor of negative sums: 1 for no activation
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record DepthwiseWeights(int rows, int columns, float[] values, float slope) {}
