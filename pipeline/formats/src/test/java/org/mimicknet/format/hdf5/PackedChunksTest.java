/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.format.TestMembers.assertRefused;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.Samples;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

/** Filters of plugins; IndependentWritersTest reads a file of each. */
class PackedChunksTest {
  @Test
  @NeedsSharedData("files of zea 0.1.8")
  void theOwnCompressionOfZeaGivesTheSameArraysAsGzip() throws Exception {
    Map<String, double[]> expected = arrays("38-zea-0.1.8/gzip.hdf5");

    Map<String, double[]> found = arrays("38-zea-0.1.8/default.hdf5");

    assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(10);
    expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void aFilterThatIsNotReadIsNamedWithWhatToDo() {
    assertRefused(
        WrittenSamples.bytes("zea/zfp.hdf5"),
        Reason.UNSUPPORTED_FORMAT,
        "An array of the HDF5 file is packed by the filter 32013 (ZFP), which is not read: pack it"
            + " again by gzip where its filters are installed: h5repack -f GZIP=4 IN OUT");
  }

  @Test
  void aFilterOfNobodyIsNamedByItsNumber() {
    assertThat(FilterName.of(12_345)).isEqualTo("12345");
  }

  @Test
  void whatTheMaskSkipsIsNotUndone() throws Exception {
    byte[] chunk = {1, 2, 3, 4, 5, 6, 7, 8};
    ChunkFilters filters =
        ChunkFilters.of(
            List.of(
                new FilterInfo(2, "", false, new int[] {4}),
                new FilterInfo(32001, "", true, new int[0])));
    BitSet second = BitSet.valueOf(new byte[] {0b10});
    BitSet both = BitSet.valueOf(new byte[] {0b11});

    assertThat(filters.unpack(chunk, both, 8)).isEqualTo(chunk);
    assertThat(filters.unpack(chunk, second, 8)).containsExactly(1, 3, 5, 7, 2, 4, 6, 8);
  }

  /** The numbers 0 to 63 in 4 bytes each: every bit of all of them is a row of 8 bytes. */
  @Test
  void bitsAreShuffledRowByRow() {
    byte[] shuffled = new byte[256];
    byte[] rows =
        HexFormat.of()
            .parseHex(
                "aaaaaaaaaaaaaaaa"
                    + "cccccccccccccccc"
                    + "f0f0f0f0f0f0f0f0"
                    + "00ff00ff00ff00ff"
                    + "0000ffff0000ffff"
                    + "00000000ffffffff");
    System.arraycopy(rows, 0, shuffled, 0, rows.length);
    byte[] out = new byte[256];

    Shuffle.undoBits(shuffled, out, 0, 64, 4);

    assertThat(IntStream.range(0, 256).map(i -> out[i]))
        .containsExactlyElementsOf(
            IntStream.range(0, 256).map(i -> i % 4 == 0 ? i / 4 : 0).boxed().toList());
  }

  private static Map<String, double[]> arrays(String name) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedData.fieldCase(name));
    Map<String, double[]> arrays = new LinkedHashMap<>();
    collect("", Hdf5File.open(bytes, ArchiveLimits.DEFAULT).root(), arrays);
    return arrays;
  }

  private static void collect(String path, Hdf5Group group, Map<String, double[]> arrays)
      throws MemberException {
    for (String name : group.names()) {
      Hdf5Node node = group.child(name).orElseThrow();
      if (node instanceof Hdf5Group inner) {
        collect(path + name + "/", inner, arrays);
      } else if (node instanceof Hdf5Array array) {
        Samples samples = array.all();
        arrays.put(
            path + name, IntStream.range(0, samples.size()).mapToDouble(samples::real).toArray());
      }
    }
  }
}
