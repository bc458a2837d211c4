/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import org.mimicknet.Internal;

/**
 * Where the samples of a frame lie.
 *
 * @param initialRadius radius of the first row [samples]
 * @param finalRadius radius after the last row [samples]; the difference is the number of rows
 * @param initialAngle angle of the first line [rad], 0 is straight down
 * @param finalAngle angle of the last line [rad]
 */
@Internal
public record PolarGrid(
    double initialRadius, double finalRadius, double initialAngle, double finalAngle) {}
