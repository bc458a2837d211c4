/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.metrics;

/** SSIM and its two terms, each the mean over all windows. */
record SsimTerms(double ssim, double contrastStructure, double luminance) {}
