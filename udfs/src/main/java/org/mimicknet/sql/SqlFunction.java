/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;

/**
 * One SQL function: what DESCRIBE FUNCTION shows, and what it computes. NULL in any argument gives
 * NULL without a call; {@code try_NAME} gives NULL where this throws.
 */
interface SqlFunction extends Serializable {
  /** The name in SQL, for example {@code mn_ssim}. */
  String name();

  /** The arguments as a reader sees them, for example {@code a, b, height, width}. */
  String arguments();

  /** How many arguments must be there. */
  int required();

  /** How many arguments there may be; the last may be left out down to {@link #required}. */
  default int accepted() {
    return required();
  }

  /** One sentence: what it computes and in which units. */
  String description();

  /** A statement that runs as it stands, with {@code _FUNC_} for the name. */
  String example();

  /** The type of the result. */
  DataType type();

  /**
   * Computes it.
   *
   * @param arguments none of them null, as many as the caller gave
   * @throws RuntimeException if the arguments do not fit; the message names their sizes
   */
  Object call(Arguments arguments);
}
