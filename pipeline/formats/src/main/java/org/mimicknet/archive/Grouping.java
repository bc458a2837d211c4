/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.util.Optional;

/** Which members of a source one task must read, beside the files of one capture. */
@FunctionalInterface
public interface Grouping {
  /** No others: every member that belongs to no capture stands alone. */
  Grouping NONE = name -> Optional.empty();

  /** The group of the entry {@code name}: entries of one group give equal answers. */
  Optional<String> groupOf(String name);
}
