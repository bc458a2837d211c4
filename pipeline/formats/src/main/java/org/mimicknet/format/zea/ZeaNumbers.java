/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import java.util.Optional;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/** Single numbers of a file. */
final class ZeaNumbers {
  private ZeaNumbers() {}

  /** A finite number, or the one value of all transmits. */
  static Optional<Double> one(Hdf5Group group, String name) throws MemberException {
    Optional<Hdf5Array> array = group.array(name);
    if (array.isEmpty()) {
      return Optional.empty();
    }
    Samples values = array.get().all();
    for (int i = 0; i < values.size(); i++) {
      if (values.real(i) != values.real(0)) {
        return Optional.empty();
      }
    }
    return values.size() > 0 && Double.isFinite(values.real(0))
        ? Optional.of(values.real(0))
        : Optional.empty();
  }

  /** The same, where it is more than zero: a frequency, a speed. */
  static Optional<Double> positive(Hdf5Group group, String name) throws MemberException {
    return one(group, name).filter(number -> number > 0);
  }
}
