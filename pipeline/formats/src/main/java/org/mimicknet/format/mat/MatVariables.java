/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Optional;
import java.util.Set;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;

/**
 * The variables of a MAT file, of any version. Fields of structures are named by a path, {@code
 * Trans.frequency}; of an array of structures, and of a cell, the first element counts.
 */
@Internal
public interface MatVariables {
  /** The names of all variables, whether they were read or not. */
  Set<String> names();

  /** Memory that the file takes as long as its variables are read. */
  long heldBytes();

  /** The numeric array {@code path}: a variable, the first of a cell, or a field. */
  Optional<MatArray> array(String path) throws MemberException;

  /** The text {@code path}. */
  Optional<String> text(String path) throws MemberException;

  /** The first number of the array {@code path}, where it is finite. */
  default Optional<Double> number(String path) throws MemberException {
    Optional<MatArray> array = array(path);
    if (array.isEmpty()
        || array.get().rows() < 1
        || array.get().columns() < 1
        || array.get().pages() < 1) {
      return Optional.empty();
    }
    double value = array.get().page(path, 0).samples().real(0);
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /** The same, where it is positive. */
  default Optional<Double> positive(String path) throws MemberException {
    return number(path).filter(value -> value > 0);
  }
}
