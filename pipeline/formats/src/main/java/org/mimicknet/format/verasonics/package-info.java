/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Saves of Verasonics research scanners: MAT files of any version. */
package org.mimicknet.format.verasonics;
