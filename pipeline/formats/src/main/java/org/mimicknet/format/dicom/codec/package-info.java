/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * From the compressed bytes of one frame to its samples. Every decoder checks the size that the
 * compressed bytes claim against that of the data set before it takes memory.
 */
package org.mimicknet.format.dicom.codec;
