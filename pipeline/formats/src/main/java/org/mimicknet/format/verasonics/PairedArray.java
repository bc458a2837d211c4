/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import java.util.Arrays;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.mat.MatArray;

/** Complex numbers from two real arrays of one size. */
record PairedArray(MatArray i, MatArray q) implements MatArray {
  static PairedArray of(MatArray i, MatArray q) throws MemberException {
    if (i.isComplex() || q.isComplex()) {
      throw new MemberException(
          Reason.MISSING_DATA, "One of the two parts of the IQ is complex: both must be real");
    }
    if (!Arrays.equals(i.dimensions(), q.dimensions())) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "The two parts of the IQ have different sizes: %s and %s"
              .formatted(Arrays.toString(i.dimensions()), Arrays.toString(q.dimensions())));
    }
    return new PairedArray(i, q);
  }

  @Override
  public int[] dimensions() {
    return i.dimensions();
  }

  @Override
  public boolean isComplex() {
    return true;
  }

  @Override
  public long pageBytes() throws MemberException {
    return i.pageBytes() + q.pageBytes();
  }

  @Override
  public SampleGrid page(String name, int index) throws MemberException {
    SampleGrid real = i.page(name, index);
    SampleGrid imaginary = q.page(name, index);
    Samples both =
        new Samples() {
          @Override
          public int size() {
            return real.height() * real.width();
          }

          @Override
          public double real(int at) {
            return real.samples().real(real.offset() + at);
          }

          @Override
          public double imaginary(int at) {
            return imaginary.samples().real(imaginary.offset() + at);
          }
        };
    return SampleGrid.columnMajor(name, both, 0, real.height(), real.width());
  }
}
