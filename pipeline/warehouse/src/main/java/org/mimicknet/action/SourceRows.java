/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/**
 * Rows ({@link FrameRows#TYPE}) of one source or a part of it, which is open while they are read.
 */
interface SourceRows extends Iterator<Row>, AutoCloseable {
  @Override
  void close();
}
