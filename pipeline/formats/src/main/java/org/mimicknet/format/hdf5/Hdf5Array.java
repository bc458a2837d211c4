/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import java.util.Optional;
import org.mimicknet.Internal;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.Samples;

/**
 * A data set of numbers, real or complex, in the order of the file: the last index runs fastest.
 * Its declared size is checked before memory is taken, and chunks that are missing or whose
 * checksum is wrong are an error, never zeros.
 */
@Internal
public final class Hdf5Array implements Hdf5Node {
  private final Dataset dataset;
  private final Hdf5File file;
  private final NumberLayout layout;
  private final RawValues raw;

  Hdf5Array(Hdf5File file, Dataset dataset, NumberLayout layout) {
    this.file = file;
    this.dataset = dataset;
    this.layout = layout;
    this.raw = new RawValues(dataset, file);
  }

  /** Its dimensions; none for a single number. */
  public int[] shape() {
    return dataset.getDimensions();
  }

  public boolean isComplex() {
    return layout.isComplex();
  }

  /** Whether its numbers are whole ones from 0 to 255. */
  public boolean isUnsignedByte() {
    return !isComplex() && layout.type() == NumberType.UINT8;
  }

  /** All of its numbers. */
  public Samples all() throws MemberException {
    file.hold(raw.bytes(raw.rowCount()));
    return new BufferSamples(raw.rows(0, raw.rowCount()), layout);
  }

  /** Memory that reading all of its numbers takes beside the file's. */
  public long allBytes() throws MemberException {
    return raw.bytes(raw.rowCount());
  }

  /** Memory that {@link #row} takes beside the file's, and holds until the next row. */
  public long rowBytes() throws MemberException {
    return raw.rowBytes();
  }

  /** The numbers at {@code index} of the first dimension. */
  public Samples row(int index) throws MemberException {
    return new BufferSamples(raw.row(index), layout);
  }

  @Override
  public Optional<String> attribute(String name) {
    return Attributes.text(dataset, name);
  }

  @Override
  public boolean hasAttribute(String name) {
    return dataset.getAttribute(name) != null;
  }
}
