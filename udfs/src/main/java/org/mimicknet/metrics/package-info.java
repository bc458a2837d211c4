/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How close one image is to another: SSIM, PSNR, MSE, MAE, correlation (docs/SCIENCE.md section 4).
 */
package org.mimicknet.metrics;
