/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Running a model on one frame: engines, device choice, one warm session per JVM. */
package org.mimicknet.inference;
