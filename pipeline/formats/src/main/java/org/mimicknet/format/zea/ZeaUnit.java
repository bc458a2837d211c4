/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.zea;

import org.mimicknet.archive.MemberException;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5Group;

/**
 * What the numbers of an image mean: {@code value = least + perLevel * number}. Bytes whose group
 * gives {@code min} and {@code max} are levels from the one (0) to the other (255), mostly in dB;
 * all else is taken as it is.
 */
record ZeaUnit(double least, double perLevel) {
  static final ZeaUnit AS_IS = new ZeaUnit(0, 1);

  private static final int LEVELS = 255;

  static ZeaUnit of(Hdf5Group map, Hdf5Array values) throws MemberException {
    if (!values.isUnsignedByte()) {
      return AS_IS;
    }
    double min = ZeaNumbers.one(map, "min").orElse(Double.NaN);
    double max = ZeaNumbers.one(map, "max").orElse(Double.NaN);
    return max > min && Double.isFinite(max - min) ? new ZeaUnit(min, (max - min) / LEVELS) : AS_IS;
  }

  /** The values of one frame; minus infinity, the logarithm of nothing, is its least value. */
  Samples of(Samples numbers) {
    double darkest = Double.POSITIVE_INFINITY;
    boolean isFinite = true;
    for (int i = 0; i < numbers.size(); i++) {
      double number = numbers.real(i);
      if (number == Double.NEGATIVE_INFINITY) {
        isFinite = false;
      } else if (number < darkest) {
        darkest = number;
      }
    }
    if (isFinite && equals(AS_IS)) {
      return numbers;
    }
    boolean isBlack = darkest == Double.POSITIVE_INFINITY;
    return new Values(numbers, this, isBlack ? Double.NEGATIVE_INFINITY : darkest);
  }

  private record Values(Samples numbers, ZeaUnit unit, double darkest) implements Samples {
    @Override
    public int size() {
      return numbers.size();
    }

    @Override
    public double real(int index) {
      return unit.least + unit.perLevel * Math.max(darkest, numbers.real(index));
    }

    @Override
    public double imaginary(int index) {
      return 0;
    }
  }
}
