/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.storage.HdfBackingStorage;
import java.util.BitSet;
import java.util.Map;

/**
 * A chunked data set that tells of each chunk which filters its writer has skipped, for instance
 * because they saved nothing. jHDF knows, and tells its own classes only.
 */
interface MaskedChunks extends ChunkedDataset {
  /** The chunks by their first element. */
  Map<ChunkOffset, Chunk> chunks();

  /** The filters that the chunk, which must be there, did not go through. */
  default BitSet skipped(int[] first) {
    return chunks().get(new ChunkOffset(first)).getFilterMask();
  }

  /** The same data set, which shows its masks if it is chunked. */
  static Dataset of(Dataset dataset, HdfBackingStorage storage) {
    if (dataset instanceof ChunkedDatasetV3 chunked) {
      return new OfVersion3(chunked, storage);
    }
    return dataset instanceof ChunkedDatasetV4 chunked ? new OfVersion4(chunked, storage) : dataset;
  }

  /** Chunks in a B-tree of version 1. */
  final class OfVersion3 extends ChunkedDatasetV3 implements MaskedChunks {
    private OfVersion3(DatasetBase same, HdfBackingStorage storage) {
      super(storage, same.getAddress(), same.getName(), same.getParent(), same.getHeader());
    }

    @Override
    public Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }

  /** Chunks in any of the newer indices. */
  final class OfVersion4 extends ChunkedDatasetV4 implements MaskedChunks {
    private OfVersion4(DatasetBase same, HdfBackingStorage storage) {
      super(storage, same.getAddress(), same.getName(), same.getParent(), same.getHeader());
    }

    @Override
    public Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }
}
