/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The Spark and the Scala that this program is built for, and those that it meets. */
package org.mimicknet.spark;
