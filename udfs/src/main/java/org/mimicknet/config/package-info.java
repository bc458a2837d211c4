/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an operator may tune: the keys {@code spark.mimicknet.*} and how they are read. */
package org.mimicknet.config;
