/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import org.mimicknet.Internal;

/**
 * A version of a table.
 *
 * @param number of Delta, from 0
 * @param committedMs when its commit was written, in milliseconds since 1970: a table that was
 *     removed and made again has the same numbers
 */
@Internal
public record TableVersion(long number, long committedMs) {
  /** As it is kept: {@code 3@1764528000000}. */
  String text() {
    return number + "@" + committedMs;
  }
}
