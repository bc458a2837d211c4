/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * What a chunk went through before it was stored (HDF5 File Format Specification, filter pipeline):
 * undone in the opposite order. Checksums (Adler-32 of deflate, Fletcher-32) are verified, and what
 * comes out must fill the chunk exactly.
 */
final class ChunkFilters {
  private static final String FLETCHER32 = "Fletcher-32";

  /** Undoes one filter: at most {@code room} bytes may come out. */
  private interface Filter {
    byte[] undo(byte[] stored, int room) throws MemberException;
  }

  /**
   * @param index the place of the filter in the order of packing, which masks count by
   */
  private record Step(int index, String name, Filter filter) {
    boolean isChecksum() {
      return name.equals(FLETCHER32);
    }
  }

  /** In the order of unpacking. */
  private final List<Step> steps;

  private ChunkFilters(List<Step> steps) {
    this.steps = steps;
  }

  static ChunkFilters of(Dataset dataset) throws MemberException {
    List<FilterInfo> filters = new ArrayList<>();
    for (FilterPipelineMessage message :
        ((DatasetBase) dataset).getHeader().getMessagesOfType(FilterPipelineMessage.class)) {
      filters.addAll(message.getFilters());
    }
    return of(filters);
  }

  /**
   * @param filters in the order of packing
   */
  static ChunkFilters of(List<FilterInfo> filters) throws MemberException {
    List<Step> steps = new ArrayList<>();
    for (FilterInfo info : filters) {
      steps.add(step(steps.size(), info.getId(), info.getData()));
    }
    Collections.reverse(steps);
    return new ChunkFilters(steps);
  }

  /**
   * @param skipped the filters, in the order of packing, that this chunk did not go through
   */
  byte[] unpack(byte[] stored, BitSet skipped, int chunkBytes) throws MemberException {
    List<Step> taken = steps.stream().filter(step -> !skipped.get(step.index)).toList();
    long checksums = taken.stream().filter(Step::isChecksum).count();
    byte[] bytes = stored;
    for (Step step : taken) {
      checksums -= step.isChecksum() ? 1 : 0;
      // One that was added before the data were packed comes out with them.
      int room = Math.toIntExact(chunkBytes + Fletcher32.BYTES * checksums);
      bytes = undone(step, bytes, room);
    }
    if (bytes.length != chunkBytes) {
      throw malformed(
          "A chunk of the HDF5 file holds %s bytes, but must hold %s"
              .formatted(bytes.length, chunkBytes));
    }
    return bytes;
  }

  /** Every library has its own exceptions for bytes that are damaged. */
  private static byte[] undone(Step step, byte[] bytes, int room) throws MemberException {
    try {
      return step.filter.undo(bytes, room);
    } catch (RuntimeException e) {
      throw new MemberException(
          Reason.MALFORMED,
          "A chunk of the HDF5 file does not unpack by %s: its bytes are damaged"
              .formatted(step.name),
          e);
    }
  }

  private static Step step(int index, int id, int[] settings) throws MemberException {
    return switch (id) {
      case 1 -> new Step(index, "deflate", (in, room) -> whole(in, BlockCodec.zlib(), room));
      case 2 -> new Step(index, "shuffle", (in, room) -> unshuffled(in, settings));
      case 3 -> new Step(index, FLETCHER32, (in, room) -> verified(in));
      case 32000 -> new Step(index, "LZF", Lzf::unpack);
      case 32001 -> new Step(index, "Blosc", Blosc::unpack);
      case 32004 -> new Step(index, "LZ4", Lz4Blocks::unpack);
      case 32008 -> new Step(index, "bitshuffle", BitShuffled.of(settings)::unpack);
      case 32015 ->
          new Step(index, "Zstandard", (in, room) -> whole(in, BlockCodec.zstandard(), room));
      default ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "An array of the HDF5 file is packed by the filter %s, which is not read: %s"
                  .formatted(FilterName.of(id), FilterName.PACK_AGAIN));
    };
  }

  /** What is packed as one block. */
  private static byte[] whole(byte[] packed, BlockCodec codec, int room) {
    try (codec) {
      byte[] out = new byte[room];
      int length = codec.unpack(packed, 0, packed.length, out, 0, room);
      return length == room ? out : Arrays.copyOf(out, length);
    }
  }

  private static byte[] unshuffled(byte[] bytes, int[] settings) throws MemberException {
    int size = settings.length == 0 ? 0 : settings[0];
    if (size <= 0) {
      throw malformed("The HDF5 file shuffles bytes of elements of no size");
    }
    byte[] out = new byte[bytes.length];
    Shuffle.undoBytes(bytes, out, 0, bytes.length, size);
    return out;
  }

  private static byte[] verified(byte[] bytes) throws MemberException {
    if (!Fletcher32.fits(bytes)) {
      throw malformed("A chunk of the HDF5 file contradicts its checksum: its bytes are damaged");
    }
    return Arrays.copyOf(bytes, bytes.length - Fletcher32.BYTES);
  }

  private static MemberException malformed(String message) {
    return new MemberException(Reason.MALFORMED, message);
  }
}
