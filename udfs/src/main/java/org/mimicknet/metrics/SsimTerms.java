package org.mimicknet.metrics;

/** SSIM and its two terms, each the mean over all windows. */
record SsimTerms(double ssim, double contrastStructure, double luminance) {}
