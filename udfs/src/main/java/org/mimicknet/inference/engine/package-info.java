/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The contract of every engine: it runs the network, and says what ran it. */
package org.mimicknet.inference.engine;
