/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.inference;

import java.util.Optional;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.FrameMetrics;

/**
 * What enhancing one frame gave.
 *
 * @param output the enhanced image, in [0, 1], of the size of the frame
 * @param metrics how close it comes to the clinical image; empty for a frame without one
 */
public record EnhancedFrame(Image output, Optional<FrameMetrics> metrics) {}
