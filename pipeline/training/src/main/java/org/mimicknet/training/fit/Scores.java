/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.Serializable;

/**
 * Means over frames against the clinical image.
 *
 * @param ssim mean SSIM
 * @param psnr mean PSNR [dB]
 * @param mae mean of the mean absolute errors
 * @param frames how many frames
 */
public record Scores(double ssim, double psnr, double mae, int frames) implements Serializable {}
