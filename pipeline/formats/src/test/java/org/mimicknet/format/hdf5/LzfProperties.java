/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import com.ning.compress.lzf.ChunkEncoder;
import com.ning.compress.lzf.LZFChunk;
import com.ning.compress.lzf.util.ChunkEncoderFactory;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.mimicknet.archive.MemberException;

/** What another library packs by LZF. */
class LzfProperties {
  @Property(tries = 200)
  void whatIsPackedComesOutAgain(
      @ForAll @Size(min = 1, max = 300) byte[] pattern,
      @ForAll @IntRange(min = 1, max = 60) int repeats)
      throws MemberException {
    byte[] bytes = new byte[pattern.length * repeats];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    LZFChunk chunk;
    try (ChunkEncoder encoder = ChunkEncoderFactory.safeInstance(bytes.length)) {
      chunk = encoder.encodeChunk(bytes, 0, bytes.length);
    }
    byte[] framed = chunk.getData();
    boolean packed = framed[2] == 1;
    byte[] body = Arrays.copyOfRange(framed, packed ? 7 : 5, chunk.length());

    assertThat(packed ? Lzf.unpack(body, bytes.length) : body).isEqualTo(bytes);
  }

  @Property(tries = 200)
  void anyBytesGiveAnErrorOrTheSizeThatWasAskedFor(
      @ForAll @Size(max = 100) byte[] bytes, @ForAll @IntRange(min = 0, max = 1000) int size) {
    try {
      assertThat(Lzf.unpack(bytes, size)).hasSize(size);
    } catch (MemberException e) {
      assertThat(e).hasMessage("A chunk of the HDF5 file does not unpack by LZF");
    }
  }
}
