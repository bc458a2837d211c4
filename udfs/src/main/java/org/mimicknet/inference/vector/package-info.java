/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The network on the CPU in the Java Vector API, beside ONNX Runtime and faster.
 *
 * <h2>Data flow</h2>
 *
 * A {@link org.mimicknet.inference.vector.VectorEngine} asks its last stage for row 0, row 1, ...
 * of the result. Each {@code Stage} makes a row when a later stage needs it, from rows that it asks
 * its own sources for, and keeps its latest rows in a {@code Ring}. So a frame passes through all
 * layers at once, a few rows of each, and nothing is as high as the frame but the skip connections,
 * whose rings are as deep as the levels below them are late: how deep, a rehearsal of the same
 * requests finds out for each size of frame. What waits there is the map after the convolution that
 * reads it, which is done while the map is in the cache. All rings lie in one {@code Arena}.
 *
 * <h2>Stages</h2>
 *
 * The {@code Planner} turns the graph into stages. Concatenations and activations vanish: a stage
 * reads several sources, a kernel finishes its sums with the activation.
 *
 * <ul>
 *   <li>{@code FrameStage}: the pixels.
 *   <li>{@code WinogradStage}: a convolution with three columns, in tiles of two rows and four
 *       pixels: a third of the products. {@code TileMath} is the arithmetic along a row, {@code
 *       RowScheme} that across rows.
 *   <li>{@code FoldedStage}: what such a convolution gets from a transposed one: both are composed
 *       into one map ({@code FoldedWeights}), which reads the rows before they are upsampled.
 *   <li>{@code ConvolutionStage}: any other convolution, tap by tap: the first layer.
 *   <li>{@code PixelSumStage}: the last layer.
 *   <li>{@code PoolingStage}, {@code DepthwiseStage}, {@code TransposedStage}.
 * </ul>
 *
 * <h2>Kernels</h2>
 *
 * Rows are channels-last, so every convolution is a {@code Sweep} along pairs of output pixels:
 * each pixel a seed plus spans of consecutive floats times weights. One loop does them all ({@code
 * BlockKernel}); weights are packed in the order in which it reads them ({@code WeightPacker}).
 * Kernels are loaded by {@code Specialization} as copies with their constants: register width, size
 * of the block, step, activation. They alone, the classes that end in {@code Kernel}, need module
 * {@code jdk.incubator.vector} and are compiled apart. Each copy is proved before it is used: a
 * class that ends in {@code Proof} runs all of its code on a small input.
 *
 * <p>A {@link org.mimicknet.inference.vector.VectorProgram} holds the plan and the packed weights,
 * shared by all engines; an engine holds the arena and belongs to one task.
 */
package org.mimicknet.inference.vector;
