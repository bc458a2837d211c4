/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * DICOM Part 10 files, and bare data sets, as a stream: what the whitelisted attributes say, then
 * one frame after the other. No Spark here. To read another compression add a constant to {@link
 * org.mimicknet.format.dicom.codec.Compression} and name its transfer syntax in {@code
 * TransferSyntax}.
 */
package org.mimicknet.format.dicom;
