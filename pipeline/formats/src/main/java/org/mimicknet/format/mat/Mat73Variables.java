/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import org.mimicknet.format.hdf5.Hdf5Array;
import org.mimicknet.format.hdf5.Hdf5File;
import org.mimicknet.format.hdf5.Hdf5Group;
import org.mimicknet.format.hdf5.Hdf5Node;
import org.mimicknet.format.hdf5.Hdf5References;

/**
 * The variables of a MAT file of version 7.3. Dimensions lie in reverse; a cell, and every field of
 * an array of structures, is a data set of references.
 */
final class Mat73Variables implements MatVariables {
  private static final String CLASS = "MATLAB_class";

  /** The data are then the dimensions of an array without elements. */
  private static final String EMPTY = "MATLAB_empty";

  private static final int LONGEST_TEXT = 256;

  private static final Set<String> NUMERIC =
      Set.of(
          "double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
          "uint64");

  private final Hdf5File file;
  private final Hdf5Group root;

  Mat73Variables(Hdf5File file) {
    this.file = file;
    this.root = file.root();
  }

  @Override
  public long heldBytes() {
    return file.heldBytes();
  }

  @Override
  public Set<String> names() {
    return root.names().stream()
        .filter(name -> !name.startsWith("#"))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Optional<MatArray> array(String path) throws MemberException {
    return value(path) instanceof Hdf5Array array
            && array.attribute(CLASS).map(NUMERIC::contains).orElse(true)
            && !array.hasAttribute(EMPTY)
        ? Optional.of(new StoredArray(array))
        : Optional.empty();
  }

  @Override
  public Optional<String> text(String path) throws MemberException {
    if (!(value(path) instanceof Hdf5Array array)
        || array.attribute(CLASS).filter("char"::equals).isEmpty()
        || array.hasAttribute(EMPTY)) {
      return Optional.empty();
    }
    int[] dimensions = dimensions(array);
    if (dimensions.length != 2 || dimensions[0] != 1 || dimensions[1] > LONGEST_TEXT) {
      return Optional.empty();
    }
    Samples letters = array.all();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < letters.size(); i++) {
      text.append((char) letters.real(i));
    }
    return Optional.of(text.toString());
  }

  private Hdf5Node value(String path) throws MemberException {
    Hdf5Node value = root;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Hdf5Group group ? group.child(name).orElse(null) : null;
      if (value instanceof Hdf5References cell) {
        value = cell.first();
      }
    }
    return value;
  }

  private static int[] dimensions(Hdf5Array array) {
    int[] shape = array.shape();
    int[] dimensions = new int[Math.max(2, shape.length)];
    Arrays.fill(dimensions, 1);
    for (int d = 0; d < shape.length; d++) {
      dimensions[d] = shape[shape.length - 1 - d];
    }
    return dimensions;
  }

  /** An array in the file; pages are read one at a time. */
  private record StoredArray(Hdf5Array array) implements MatArray {
    @Override
    public int[] dimensions() {
      return Mat73Variables.dimensions(array);
    }

    @Override
    public boolean isComplex() {
      return array.isComplex();
    }

    @Override
    public long pageBytes() throws MemberException {
      return dimensions().length == 2 ? array.allBytes() : array.rowBytes();
    }

    @Override
    public SampleGrid page(String name, int index) throws MemberException {
      int[] dimensions = dimensions();
      if (dimensions.length == 2) {
        return SampleGrid.columnMajor(name, array.all(), 0, rows(), columns());
      }
      int perRow = pages() / dimensions[dimensions.length - 1];
      int offset = Math.multiplyExact(index % perRow, Math.multiplyExact(rows(), columns()));
      return SampleGrid.columnMajor(name, array.row(index / perRow), offset, rows(), columns());
    }
  }
}
