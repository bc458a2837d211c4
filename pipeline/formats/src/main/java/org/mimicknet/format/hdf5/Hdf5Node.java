/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import java.util.Optional;
import org.mimicknet.Internal;

/** What a name in an HDF5 file stands for. Links are never followed: they name nothing. */
@Internal
public sealed interface Hdf5Node permits Hdf5Group, Hdf5Array, Hdf5References, Hdf5Opaque {
  /** The text attribute {@code name}, where it is one short text. */
  Optional<String> attribute(String name);

  boolean hasAttribute(String name);
}
