/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.SampleGrid;

/**
 * A numeric variable of MATLAB, of any file version: rows x columns x pages, all dimensions after
 * the second counting as one.
 */
@Internal
public interface MatArray {
  /** Its dimensions as MATLAB shows them, at least two. */
  int[] dimensions();

  boolean isComplex();

  /**
   * One page.
   *
   * @param name what messages call it
   * @throws MemberException if the file does not give it
   */
  SampleGrid page(String name, int index) throws MemberException;

  /**
   * Memory that reading a page takes beside the file's, and may hold until the next one is read.
   *
   * @throws MemberException if the file does not say
   */
  long pageBytes() throws MemberException;

  default int rows() {
    return dimensions()[0];
  }

  default int columns() {
    return dimensions()[1];
  }

  default int pages() {
    int pages = 1;
    for (int d = 2; d < dimensions().length; d++) {
      pages = Math.multiplyExact(pages, dimensions()[d]);
    }
    return pages;
  }
}
