/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is done to tables: Ingest, Replay, Enhance, Summarize, ImportMetrics; builder, execute(),
 * typed result.
 */
package org.mimicknet.action;
