/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

/** A command that can be asked for stack traces. */
interface Verbose {
  boolean verbose();
}
