/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The warehouse: table definitions with comments, reading, committing, views. */
package org.mimicknet.table;
