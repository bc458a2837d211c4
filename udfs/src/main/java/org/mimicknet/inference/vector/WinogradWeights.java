/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference.vector;

import java.util.List;

/**
 * Weights of a {@link WinogradStage}.
 *
 * @param rows rows of the kernel
 * @param columns for each of the six transformed columns a span per product of the {@link
 *     RowScheme} and source
 * @param seeds the bias as the seeds of the sums that reach every pixel of a tile
 * @param slope factor of negative sums: 1 for no activation
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record WinogradWeights(int rows, List<SweepWeights> columns, float[] seeds, float slope) {}
