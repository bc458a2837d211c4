/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** One reader per format behind one small interface; sniffing by content; metadata CSVs. */
package org.mimicknet.format;
