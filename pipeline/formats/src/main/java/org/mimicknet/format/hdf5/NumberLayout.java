/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * How one element of an array is laid out: a number, or a complex one as {real, imag} (MATLAB) or
 * {r, i} (NumPy).
 *
 * @param stride bytes of one element
 * @param imaginaryAt offset of the imaginary part; -1 for real numbers
 */
record NumberLayout(NumberType type, ByteOrder order, int stride, int realAt, int imaginaryAt) {
  static Optional<NumberLayout> of(DataType type) {
    return type instanceof CompoundDataType compound ? complex(compound) : real(type);
  }

  boolean isComplex() {
    return imaginaryAt >= 0;
  }

  private static Optional<NumberLayout> real(DataType type) {
    return type instanceof OrderedDataType ordered
        ? NumberType.of(type)
            .map(number -> new NumberLayout(number, ordered.getByteOrder(), number.bytes(), 0, -1))
        : Optional.empty();
  }

  private static Optional<NumberLayout> complex(CompoundDataType type) {
    List<CompoundDataMember> members = type.getMembers();
    if (members.size() != 2) {
      return Optional.empty();
    }
    CompoundDataMember re = members.get(0);
    CompoundDataMember im = members.get(1);
    boolean named =
        (re.getName().equals("real") && im.getName().equals("imag"))
            || (re.getName().equals("r") && im.getName().equals("i"));
    Optional<NumberLayout> first = real(re.getDataType());
    if (!named || first.isEmpty() || !first.equals(real(im.getDataType()))) {
      return Optional.empty();
    }
    NumberLayout part = first.get();
    int end = Math.max(re.getOffset(), im.getOffset()) + part.stride;
    boolean inside = re.getOffset() >= 0 && im.getOffset() >= 0 && end <= type.getSize();
    return inside
        ? Optional.of(
            new NumberLayout(part.type, part.order, type.getSize(), re.getOffset(), im.getOffset()))
        : Optional.empty();
  }
}
