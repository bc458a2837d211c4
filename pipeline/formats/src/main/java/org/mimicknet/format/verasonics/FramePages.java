/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.verasonics;

import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.mat.MatArray;
import org.mimicknet.image.Image;

/** An array whose pages are frames. */
record FramePages(String name, MatArray array) {
  static FramePages of(String name, MatArray array, ArchiveLimits limits) throws MemberException {
    SampleGrid.requireSize(name, array.rows(), array.columns(), limits);
    if (array.pages() == 0) {
      throw new MemberException(Reason.MISSING_DATA, name + " holds no frame");
    }
    return new FramePages(name, array);
  }

  int count() {
    return array.pages();
  }

  long pixels() {
    return (long) array.rows() * array.columns();
  }

  long pageBytes() throws MemberException {
    return array.pageBytes();
  }

  Image magnitude(int page) throws MemberException {
    return array.page(name, page).magnitude();
  }

  Image values(int page) throws MemberException {
    return array.page(name, page).values();
  }

  void requireSameSize(FramePages other) throws MemberException {
    if (array.rows() != other.array.rows()
        || array.columns() != other.array.columns()
        || count() != other.count()) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "%s, but %s: they must be of the same frames".formatted(this, other));
    }
  }

  @Override
  public String toString() {
    return "%s is %s x %s x %s frames".formatted(name, array.rows(), array.columns(), count());
  }
}
