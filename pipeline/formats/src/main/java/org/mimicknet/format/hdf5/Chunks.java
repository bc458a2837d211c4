/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * Puts rows of a chunked data set together. jHDF finds the chunks; they are unpacked and placed
 * here, because its own slices give zeros where they miss a chunk, its inflater has no bound, and
 * it unpacks on threads that no task owns.
 */
final class Chunks {
  /** Packed, and after each of three filters. */
  private static final int CHUNK_COPIES = 4;

  private static final int LISTED_CHUNK_BYTES = 256;

  private final MaskedChunks dataset;
  private final ArchiveLimits limits;
  private final int[] shape;
  private final int[] chunk;
  private final int elementBytes;
  private final int chunkBytes;
  private final ChunkFilters filters;

  Chunks(MaskedChunks dataset, Hdf5File file) throws MemberException {
    this.dataset = dataset;
    this.limits = file.limits();
    this.shape = dataset.getDimensions();
    this.chunk = dataset.getChunkDimensions();
    this.elementBytes = dataset.getDataType().getSize();
    this.chunkBytes = requireChunk();
    this.filters = ChunkFilters.of(dataset);
  }

  /** Memory that unpacking takes beside the values: one chunk, and jHDF's list of all of them. */
  long workingBytes() {
    double chunks = 1;
    for (int d = 0; d < shape.length; d++) {
      chunks *= Math.ceil((double) shape[d] / chunk[d]);
    }
    return CHUNK_COPIES * (long) chunkBytes + (long) (chunks * LISTED_CHUNK_BYTES);
  }

  ByteBuffer rows(int start, int count) throws MemberException {
    int rank = shape.length;
    long rowElements = 1;
    for (int d = 1; d < rank; d++) {
      rowElements *= shape[d];
    }
    byte[] out = new byte[Math.toIntExact(rowElements * count * elementBytes)];
    if (out.length == 0) {
      return ByteBuffer.wrap(out);
    }
    int[] at = new int[rank];
    at[0] = start / chunk[0] * chunk[0];
    while (at[0] < start + count) {
      place(at, start, count, out);
      advance(at);
    }
    return ByteBuffer.wrap(out);
  }

  /** The next chunk's first element, the last index running fastest. */
  private void advance(int[] at) {
    for (int d = shape.length - 1; d >= 0; d--) {
      at[d] = Math.addExact(at[d], chunk[d]);
      if (d == 0 || at[d] < shape[d]) {
        return;
      }
      at[d] = 0;
    }
  }

  private void place(int[] at, int start, int count, byte[] out) throws MemberException {
    byte[] values = unpacked(at);
    int rank = shape.length;
    int[] first = new int[rank];
    int[] length = new int[rank];
    for (int d = 0; d < rank; d++) {
      int from = d == 0 ? Math.max(start, at[0]) : at[d];
      int end = d == 0 ? start + count : shape[d];
      first[d] = from - at[d];
      length[d] = Math.min(end, at[d] + chunk[d]) - from;
    }
    int[] index = new int[rank];
    int run = length[rank - 1] * elementBytes;
    while (true) {
      int source = 0;
      int target = 0;
      for (int d = 0; d < rank; d++) {
        source = source * chunk[d] + first[d] + index[d];
        int base = d == 0 ? start : 0;
        int extent = d == 0 ? count : shape[d];
        target = target * extent + at[d] + first[d] + index[d] - base;
      }
      System.arraycopy(values, source * elementBytes, out, target * elementBytes, run);
      if (!next(index, length)) {
        return;
      }
    }
  }

  /** The next run of elements along the last index; false after the last one. */
  private static boolean next(int[] index, int[] length) {
    for (int d = index.length - 2; d >= 0; d--) {
      if (++index[d] < length[d]) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  private byte[] unpacked(int[] at) throws MemberException {
    ByteBuffer raw;
    try {
      raw = dataset.getRawChunkBuffer(at);
    } catch (HdfException e) {
      throw new MemberException(
          Reason.MALFORMED, "A chunk of an array of the HDF5 file is missing", e);
    }
    byte[] stored = new byte[raw.remaining()];
    raw.get(stored);
    if (chunkBytes > ArchiveLimits.RATIO_FROM_BYTES
        && chunkBytes > (long) limits.ratio() * stored.length) {
      throw new MemberException(
          Reason.LIMIT_EXCEEDED,
          "A chunk of the HDF5 file of %s bytes claims to hold %s: more than %s times as many"
              .formatted(stored.length, chunkBytes, limits.ratio()));
    }
    return filters.unpack(stored, dataset.skipped(at), chunkBytes);
  }

  private int requireChunk() throws MemberException {
    if (chunk.length != shape.length) {
      throw new MemberException(
          Reason.MALFORMED,
          "The HDF5 file cuts an array of %s dimensions into chunks of %s"
              .formatted(shape.length, chunk.length));
    }
    long bytes = elementBytes;
    for (int length : chunk) {
      if (length <= 0 || bytes > Integer.MAX_VALUE / length) {
        throw new MemberException(
            Reason.LIMIT_EXCEEDED,
            "The HDF5 file declares chunks of the size " + Arrays.toString(chunk));
      }
      bytes *= length;
    }
    return (int) bytes;
  }
}
