/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** MAT files of the MimickNet layout. */
package org.mimicknet.format.mat;
