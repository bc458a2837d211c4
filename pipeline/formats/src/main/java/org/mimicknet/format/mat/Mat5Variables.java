/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.format.SampleGrid;
import org.mimicknet.format.Samples;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/** The wanted variables of a MAT file of version 5; the others are passed over unread. */
final class Mat5Variables implements MatVariables {
  private static final int STREAM_BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_TEXT = 256;

  private final Set<String> names;
  private final Map<String, Array> arrays;
  private final long heldBytes;

  private Mat5Variables(Set<String> names, Map<String, Array> arrays, long heldBytes) {
    this.names = names;
    this.arrays = arrays;
    this.heldBytes = heldBytes;
  }

  static Mat5Variables read(Member member, Set<String> wanted, ArchiveLimits limits)
      throws IOException {
    Map<String, Array> arrays = new HashMap<>();
    try (Mat5Stream stream = new Mat5Stream(member, limits)) {
      Mat5Selection selection = new Mat5Selection(stream, wanted, limits);
      MatFile file =
          new GuardedMat5Reader(Sources.wrapInputStream(stream, STREAM_BUFFER_BYTES), selection)
              .readMat();
      for (MatFile.Entry entry : file.getEntries()) {
        arrays.putIfAbsent(entry.getName(), entry.getValue());
      }
      Set<String> names = new LinkedHashSet<>(selection.names());
      names.addAll(stream.objects());
      return new Mat5Variables(names, arrays, selection.heldBytes());
    }
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public long heldBytes() {
    return heldBytes;
  }

  @Override
  public Optional<MatArray> array(String path) {
    return value(path) instanceof Matrix matrix
        ? Optional.of(new MatrixArray(matrix))
        : Optional.empty();
  }

  @Override
  public Optional<String> text(String path) {
    return value(path) instanceof Char chars
            && chars.getNumRows() == 1
            && chars.getNumCols() <= LONGEST_TEXT
            && chars.getNumDimensions() == 2
        ? Optional.of(chars.getString())
        : Optional.empty();
  }

  private Array value(String path) {
    Array value = null;
    for (String name : path.split("\\.", -1)) {
      if (value == null) {
        value = arrays.get(name);
      } else if (value instanceof Struct struct
          && struct.getNumElements() > 0
          && struct.getFieldNames().contains(name)) {
        value = struct.get(name, 0);
      } else {
        return null;
      }
      if (value instanceof Cell cell) {
        value = cell.getNumElements() == 0 ? null : cell.get(0);
      }
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  /** A matrix in memory. */
  private record MatrixArray(Matrix matrix) implements MatArray {
    @Override
    public int[] dimensions() {
      return matrix.getDimensions();
    }

    @Override
    public boolean isComplex() {
      return matrix.isComplex();
    }

    @Override
    public long pageBytes() {
      return 0;
    }

    @Override
    public SampleGrid page(String name, int index) {
      int offset = Math.multiplyExact(index, Math.multiplyExact(rows(), columns()));
      return SampleGrid.columnMajor(name, new MatrixSamples(matrix), offset, rows(), columns());
    }
  }

  private record MatrixSamples(Matrix matrix) implements Samples {
    @Override
    public int size() {
      return matrix.getNumElements();
    }

    @Override
    public double real(int index) {
      return matrix.getDouble(index);
    }

    @Override
    public double imaginary(int index) {
      return matrix.getImaginaryDouble(index);
    }

    // Loops of their own: the compiler sees one kind of matrix in them, and calls nothing.
    @Override
    public void reals(int from, double[] parts) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = matrix.getDouble(from + i);
      }
    }

    @Override
    public void imaginaries(int from, double[] parts) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = matrix.getImaginaryDouble(from + i);
      }
    }
  }
}
