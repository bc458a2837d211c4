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
import java.util.Collections;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/**
 * What a chunk went through before it was stored (HDF5 File Format Specification, filter pipeline):
 * undone in the opposite order. Checksums (Adler-32 of deflate, Fletcher-32) are verified, and what
 * comes out must fill the chunk exactly.
 */
final class ChunkFilters {
  private enum Filter {
    DEFLATE,
    SHUFFLE,
    FLETCHER32,
    LZF
  }

  /**
   * @param setting the first of the filter's own: of a shuffle the bytes of an element
   */
  private record Step(Filter filter, int setting) {}

  private final List<Step> steps;

  private ChunkFilters(List<Step> steps) {
    this.steps = steps;
  }

  static ChunkFilters of(Dataset dataset) throws MemberException {
    List<Step> steps = new ArrayList<>();
    for (FilterPipelineMessage message :
        ((DatasetBase) dataset).getHeader().getMessagesOfType(FilterPipelineMessage.class)) {
      for (FilterInfo info : message.getFilters()) {
        int[] settings = info.getData();
        steps.add(new Step(filter(info.getId()), settings.length == 0 ? 0 : settings[0]));
      }
    }
    Collections.reverse(steps);
    return new ChunkFilters(steps);
  }

  byte[] unpack(byte[] stored, int chunkBytes) throws MemberException {
    byte[] bytes = stored;
    for (Step step : steps) {
      bytes =
          switch (step.filter) {
            case DEFLATE -> inflate(bytes, roomFor(chunkBytes));
            case SHUFFLE -> unshuffle(bytes, step.setting);
            case FLETCHER32 -> verified(bytes);
            case LZF -> bytes.length == chunkBytes ? bytes : Lzf.unpack(bytes, chunkBytes);
          };
    }
    if (bytes.length != chunkBytes) {
      throw malformed(
          "A chunk of the HDF5 file holds %s bytes, but must hold %s"
              .formatted(bytes.length, chunkBytes));
    }
    return bytes;
  }

  /** A checksum may have been added before the data were packed. */
  private int roomFor(int chunkBytes) {
    long checksums = steps.stream().filter(step -> step.filter == Filter.FLETCHER32).count();
    return Math.toIntExact(chunkBytes + Fletcher32.BYTES * checksums);
  }

  private static Filter filter(int id) throws MemberException {
    return switch (id) {
      case 1 -> Filter.DEFLATE;
      case 2 -> Filter.SHUFFLE;
      case 3 -> Filter.FLETCHER32;
      case 32000 -> Filter.LZF;
      default ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "An array of the HDF5 file is packed by the filter %s; read are deflate, LZF, shuffle"
                      .formatted(id)
                  + " and Fletcher-32: write it again with one of them (h5repack)");
    };
  }

  private static byte[] inflate(byte[] packed, int room) throws MemberException {
    byte[] out = new byte[room];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      int length = 0;
      while (!inflater.finished()) {
        int read = inflater.inflate(out, length, room - length);
        if (read == 0 && !inflater.finished()) {
          throw malformed("A chunk of the HDF5 file does not inflate to its size");
        }
        length += read;
      }
      return length == room ? out : Arrays.copyOf(out, length);
    } catch (DataFormatException e) {
      throw new MemberException(
          Reason.MALFORMED, "A chunk of the HDF5 file does not inflate: its bytes are damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] unshuffle(byte[] bytes, int size) throws MemberException {
    if (size <= 0) {
      throw malformed("The HDF5 file shuffles bytes of elements of no size");
    }
    int elements = bytes.length / size;
    byte[] out = bytes.clone();
    for (int i = 0, from = 0; i < size; i++) {
      for (int j = 0; j < elements; j++, from++) {
        out[j * size + i] = bytes[from];
      }
    }
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
