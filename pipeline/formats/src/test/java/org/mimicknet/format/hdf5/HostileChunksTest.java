/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jhdf.HdfFile;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.WrittenSamples;

/** Packed chunks that were damaged or made to hurt give a reason within seconds and 512 MB. */
class HostileChunksTest {
  private static final int ROUNDS = 4000;
  private static final int SAMPLE_CHUNK = 21 * 20 * 2 * 4;
  private static final int LARGE_CHUNK = 64 << 20;
  private static final long LONGEST_MS = 10_000;

  @ParameterizedTest
  @CsvSource({
    "blosc_zstd, 32001",
    "blosc_lz4, 32001",
    "blosc_blosclz, 32001",
    "lz4, 32004",
    "bitshuffle, 32008",
    "zstandard, 32015"
  })
  void changedBytesGiveAReasonOrAWholeChunk(String name, int filter) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(WrittenSamples.bytes("zea/" + name + ".hdf5"));
    ByteBuffer raw;
    try (HdfFile hdf = HdfFile.fromByteBuffer(file)) {
      raw =
          ((ChunkedDataset) hdf.getDatasetByPath("data/beamformed_data"))
              .getRawChunkBuffer(new int[4]);
    }
    byte[] good = new byte[raw.remaining()];
    raw.get(good);
    // The element, the block and the compressor of the sample of bitshuffle.
    FilterInfo info = new FilterInfo(filter, "", false, new int[] {0, 0, 4, 64, 2});
    assertThat(unpack(info, good, SAMPLE_CHUNK)).hasSize(SAMPLE_CHUNK);

    SplittableRandom random = new SplittableRandom(20200131);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bad = damaged(good, random);
      try {
        assertThat(unpack(info, bad, SAMPLE_CHUNK)).hasSize(SAMPLE_CHUNK);
      } catch (MemberException e) {
        assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.UNSUPPORTED_FORMAT);
        refused++;
      } catch (RuntimeException | Error e) {
        fail(name + ": round " + round + " of the seed threw " + e, e);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void craftedChunksAreMalformedWithinSecondsAnd512MegabytesOfHeap() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            UnpackAll.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines;
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      lines = text.lines().filter(line -> line.startsWith("chunk ")).toList();
      assertThat(process.waitFor()).as(text).isZero();
    }

    assertThat(lines).hasSize(crafted().size());
    for (String line : lines) {
      String[] fields = line.split(" ", -1);
      assertThat(Long.parseLong(fields[1])).as(line).isLessThan(LONGEST_MS);
      assertThat(fields[2]).as(line).isEqualTo("malformed");
    }
  }

  /** Prints for every crafted chunk how long it took, and the reason it gave. */
  static final class UnpackAll {
    private UnpackAll() {}

    public static void main(String[] none) {
      crafted()
          .forEach(
              (name, chunk) -> {
                long start = System.nanoTime();
                String outcome = "unpacked";
                try {
                  unpack(chunk.filter, chunk.bytes, LARGE_CHUNK);
                } catch (MemberException e) {
                  outcome = e.reason().code();
                }
                long ms = (System.nanoTime() - start) / 1_000_000;
                System.out.println("chunk " + ms + " " + outcome + " " + name);
              });
    }
  }

  private static final class Crafted {
    private final FilterInfo filter;
    private final byte[] bytes;

    private Crafted(int filter, byte[] bytes, int... settings) {
      this.filter = new FilterInfo(filter, "", false, settings);
      this.bytes = bytes;
    }
  }

  private static Map<String, Crafted> crafted() {
    Map<String, Crafted> all = new LinkedHashMap<>();
    int whole = LARGE_CHUNK;
    all.put("blosc-empty", blosc(new byte[0]));
    all.put("blosc-cut", blosc(new byte[] {2, 1, 1, 4, 0, 0}));
    all.put("blosc-huge", blosc(0, 4, Integer.MAX_VALUE, whole, 20, new byte[0]));
    all.put("blosc-negative", blosc(0, 4, -1, whole, 20, new byte[0]));
    all.put("blosc-longer", blosc(0, 4, whole + 1, whole, 20, new byte[0]));
    all.put("blosc-shorter", blosc(0, 4, 64, 64, 20, literals(64)));
    all.put("blosc-blocks-of-none", blosc(0, 4, whole, 0, 20, literals(64)));
    all.put("blosc-blocks-below-none", blosc(0, 4, whole, -8, 20, literals(64)));
    all.put("blosc-blocks-too-long", blosc(0, 4, whole, whole + 8, 20, literals(64)));
    all.put("blosc-blocks-of-one", blosc(0, 4, whole, 1, 20, literals(64)));
    all.put("blosc-elements-of-none", blosc(1, 0, whole, whole, 20, literals(64)));
    all.put("blosc-elements-of-255", blosc(1, 255, whole, whole, 20, literals(64)));
    all.put("blosc-bits-of-255", blosc(4, 255, whole, whole, 20, literals(64)));
    all.put("blosc-copied-short", blosc(2, 4, whole, whole, 20, literals(64)));
    all.put("blosc-starts-behind-end", blosc(0, 4, whole, whole, Integer.MAX_VALUE, literals(9)));
    all.put("blosc-starts-before-start", blosc(0, 4, whole, whole, -4, literals(9)));
    all.put("blosc-starts-in-header", blosc(0x10, 4, whole, whole, 4, literals(9)));
    for (int codec = 0; codec < 5; codec++) {
      all.put("blosc-overlapping-" + codec, overlapping(codec));
    }
    byte[] far = {0, 7, (byte) 0x3F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    all.put("blosclz-before-start", blosc(0x10, 4, whole, whole, 20, far));
    byte[] runs = new byte[8 << 20];
    Arrays.fill(runs, (byte) 0xFF);
    all.put("blosclz-endless-run", blosc(0x10, 4, whole, whole, 20, runs));
    all.put("lz4-of-blosc-endless-run", blosc(0x30, 4, whole, whole, 20, runs));
    byte[] before = {0x10, 7, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0};
    all.put("lz4-before-start", lz4(whole, whole, before.length, before));
    all.put("lz4-endless-run", lz4(whole, whole, runs.length, runs));
    all.put("lz4-huge", lz4(Long.MAX_VALUE, whole, 8, before));
    all.put("lz4-negative", lz4(-1, whole, 8, before));
    all.put("lz4-blocks-of-none", lz4(whole, 0, 8, before));
    all.put("lz4-blocks-below-none", lz4(whole, -1, 8, before));
    all.put("lz4-packed-below-none", lz4(whole, whole, -4, before));
    all.put("lz4-packed-of-none", lz4(whole, 1, 0, before));
    all.put("bitshuffle-huge", bits(lz4(Long.MAX_VALUE, 8192, 8, before), 4, 2048, 2));
    all.put("bitshuffle-odd-block", bits(lz4(whole, 12, 8, before), 4, 3, 2));
    all.put("bitshuffle-elements-of-none", bits(lz4(whole, 8192, 8, before), 0, 0, 2));
    all.put("bitshuffle-huge-elements", bits(lz4(whole, 8192, 8, before), 1 << 30, 0, 0));
    all.put("bitshuffle-before-start", bits(lz4(whole, 8192, 8, before), 4, 0, 2));
    all.put("bitshuffle-no-zstandard", bits(lz4(whole, 8192, 8, before), 4, 0, 3));
    all.put("bitshuffle-huge-block", bits(new Crafted(0, new byte[64]), 4, 1 << 30, 0));
    byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xE0, -1, -1, -1, -1, -1, -1};
    all.put("zstandard-huge", new Crafted(32015, frame));
    return all;
  }

  private static Crafted blosc(byte[] bytes) {
    return new Crafted(32001, bytes);
  }

  /** One block that starts at {@code start}; its packed size stands before it. */
  private static Crafted blosc(
      int flags, int elementBytes, int size, int blockBytes, int start, byte[] packed) {
    ByteBuffer bytes = ByteBuffer.allocate(24 + packed.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 2).put((byte) 1).put((byte) flags).put((byte) elementBytes);
    bytes.putInt(size).putInt(blockBytes).putInt(bytes.capacity());
    bytes.putInt(start).putInt(packed.length).put(packed);
    return blosc(bytes.array());
  }

  /** A million blocks of 64 bytes that all start at the same one, which is a good one. */
  private static Crafted overlapping(int codec) {
    int blocks = LARGE_CHUNK / 64;
    byte[] packed =
        switch (codec) {
          case 0 -> new byte[] {0, 7, (byte) 0xE0, 54, 0};
          case 1 -> new byte[] {0x1F, 7, 1, 0, 39, 0x50, 7, 7, 7, 7, 7};
          case 3 -> deflated(new byte[64]);
          default -> new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x20, 64, 3, 2, 0, 7};
        };
    int start = 16 + 4 * blocks;
    ByteBuffer bytes =
        ByteBuffer.allocate(start + 4 + packed.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 2).put((byte) 1).put((byte) (codec << 5 | 0x10)).put((byte) 4);
    bytes.putInt(LARGE_CHUNK).putInt(64).putInt(bytes.capacity());
    for (int i = 0; i < blocks; i++) {
      bytes.putInt(start);
    }
    bytes.putInt(packed.length).put(packed);
    return blosc(bytes.array());
  }

  private static Crafted lz4(long size, int blockBytes, int packedBytes, byte[] packed) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + packed.length);
    bytes.putLong(size).putInt(blockBytes).putInt(packedBytes).put(packed);
    return new Crafted(32004, bytes.array());
  }

  private static Crafted bits(Crafted packed, int elementBytes, int blockElements, int codec) {
    return new Crafted(32008, packed.bytes, 0, 4, elementBytes, blockElements, codec);
  }

  private static byte[] literals(int count) {
    byte[] packed = new byte[count + 1];
    packed[0] = 31;
    return packed;
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, new Deflater())) {
      deflating.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static byte[] unpack(FilterInfo filter, byte[] stored, int chunkBytes)
      throws MemberException {
    return ChunkFilters.of(List.of(filter)).unpack(stored, new BitSet(), chunkBytes);
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bad = good.clone();
    int flips = 1 + random.nextInt(4);
    for (int i = 0; i < flips; i++) {
      // Half of them in the headers.
      int bound = random.nextBoolean() ? Math.min(32, bad.length) : bad.length;
      bad[random.nextInt(bound)] = (byte) random.nextInt(256);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
  }
}
