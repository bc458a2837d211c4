/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.exceptions.UnsupportedHdfException;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** The reason behind what jHDF throws. */
final class Hdf5Failure {
  private Hdf5Failure() {}

  static MemberException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedHdfException) {
        return new MemberException(
            Reason.UNSUPPORTED_FORMAT,
            "The HDF5 file uses a feature of the format that is not read",
            failure);
      }
    }
    return MemberException.of("The HDF5 file", failure);
  }
}
