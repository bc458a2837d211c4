/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What {@code benchmark} measures and how: frames, interleaved rounds, the machine's peak, targets.
 */
package org.mimicknet.jobs.benchmark;
