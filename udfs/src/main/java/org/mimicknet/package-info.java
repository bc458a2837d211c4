/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** MimickNet for Spark: what all parts share. */
package org.mimicknet;
