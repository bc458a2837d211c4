/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * The bytes of a data set, row by row of its first dimension. Of a chunked one, the rows of one
 * layer of chunks are kept, so that going through it unpacks every chunk once.
 */
final class RawValues {
  private final Dataset dataset;
  private final Hdf5File file;
  private ByteBuffer layer;
  private int layerStart;
  private int layerRows;

  RawValues(Dataset dataset, Hdf5File file) {
    this.dataset = MaskedChunks.of(dataset, file.storage());
    this.file = file;
  }

  int rowCount() {
    int[] shape = dataset.getDimensions();
    return shape.length == 0 ? 1 : shape[0];
  }

  /** Memory that reading so many rows takes beside the file's: none where they lie in it as is. */
  long bytes(int rows) throws MemberException {
    return dataset instanceof MaskedChunks chunked
        ? requireSize() * rows + new Chunks(chunked, file).workingBytes()
        : 0;
  }

  /** The same of one row, with what is kept of its neighbours. */
  long rowBytes() throws MemberException {
    return dataset instanceof MaskedChunks chunked
        ? bytes(Math.min(rowCount(), layerDepth(chunked)))
        : 0;
  }

  ByteBuffer row(int index) throws MemberException {
    if (!(dataset instanceof MaskedChunks chunked)) {
      return rows(index, 1);
    }
    if (layer == null || index < layerStart || index >= layerStart + layerRows) {
      int depth = layerDepth(chunked);
      layer = null;
      layerStart = index / depth * depth;
      layerRows = Math.min(depth, rowCount() - layerStart);
      layer = rows(layerStart, layerRows);
    }
    int bytes = layer.remaining() / layerRows;
    return layer.slice((index - layerStart) * bytes, bytes);
  }

  ByteBuffer rows(int start, int count) throws MemberException {
    long rowBytes = requireSize();
    if (start < 0 || count < 0 || start > rowCount() - count) {
      throw new IndexOutOfBoundsException(
          "Cannot read rows %s to %s of %s".formatted(start, start + count, rowCount()));
    }
    file.requireMemory(bytes(count));
    int bytes = Math.toIntExact(rowBytes * count);
    if (dataset instanceof MaskedChunks chunked) {
      return new Chunks(chunked, file).rows(start, count);
    }
    ByteBuffer all = stored();
    return all.slice(Math.toIntExact(start * rowBytes), bytes);
  }

  private static int layerDepth(ChunkedDataset chunked) {
    return Math.max(1, chunked.getChunkDimensions()[0]);
  }

  /** Bytes of one row, when all of them are within the limits. */
  private long requireSize() throws MemberException {
    long bytes = dataset.getDataType().getSize();
    for (int length : dataset.getDimensions()) {
      bytes = Math.multiplyExact(bytes, length);
    }
    long allowed =
        Math.max(ArchiveLimits.RATIO_FROM_BYTES, (long) file.limits().ratio() * file.size());
    if (bytes < 0 || bytes > allowed) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "An array of the HDF5 file declares the size %s, %s bytes: more than %s times its file"
              .formatted(Arrays.toString(dataset.getDimensions()), bytes, file.limits().ratio()));
    }
    return rowCount() == 0 ? 0 : bytes / rowCount();
  }

  private ByteBuffer stored() throws MemberException {
    long declared = dataset.getSizeInBytes();
    if (dataset instanceof ContiguousDataset contiguous) {
      if (declared > 0 && contiguous.isEmpty()) {
        throw notStored();
      }
      long stored =
          ((DatasetBase) dataset)
              .getHeader()
              .getMessageOfType(ContiguousDataLayoutMessage.class)
              .getSize();
      if (stored >= 0 && stored < declared) {
        throw contradiction(stored, declared);
      }
    }
    ByteBuffer all = ((DatasetBase) dataset).getDataBuffer();
    if (all.remaining() < declared) {
      throw contradiction(all.remaining(), declared);
    }
    return all;
  }

  private static MemberException notStored() {
    return new MemberException(
        Reason.MISSING_DATA,
        "An array of the HDF5 file has a size but no data in the file: none were written, or they"
            + " lie elsewhere");
  }

  private static MemberException contradiction(long stored, long declared) {
    return new MemberException(
        Reason.MALFORMED,
        "An array of the HDF5 file declares %s bytes, but %s are stored"
            .formatted(declared, stored));
  }
}
