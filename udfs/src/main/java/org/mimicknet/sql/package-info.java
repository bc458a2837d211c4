/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What Spark sees: the SQL functions, the session extension and the Spark ML transformer. */
package org.mimicknet.sql;
