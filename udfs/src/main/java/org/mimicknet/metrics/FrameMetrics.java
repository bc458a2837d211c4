/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

import org.mimicknet.Internal;

/**
 * The four sets of metrics of one frame (docs/SCIENCE.md section 4).
 *
 * @param output the network's output against the clinical image
 * @param das the DAS image against the clinical image
 * @param histogramMatched output against clinical image, both histogram-matched to the clipped DAS
 *     image
 * @param gainCorrected the output against the clinical image shifted to the mean of the output
 */
@Internal
public record FrameMetrics(
    Metrics output, Metrics das, Metrics histogramMatched, Metrics gainCorrected) {}
