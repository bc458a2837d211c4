/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mimicknet.archive.ArchiveBuilder.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Members of zips that newer packers write: the data come from the libraries' own writers. */
class ZipMethodTest {
  private static final int LZMA = 14;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"93, ZSTD", "95, XZ"})
  void aMemberIsReadAndHeldToTheLimits(int method, Packer packer) throws IOException {
    byte[] zip = zip(method, packer.pack(random(70_000)), random(70_000));
    byte[] bomb = zip(method, packer.pack(new byte[6_000_000]), new byte[6_000_000]);
    byte[] damaged = zip(method, packer.pack(random(70_000)), random(69_999));

    assertThat(Walk.lines(source(folder, "z", zip))).containsExactly("z!/a 70000", "z!/b 70000");
    assertThat(Walk.lines(source(folder, "z", bomb)))
        .containsExactly("z!/a limit_exceeded", "z!/b limit_exceeded");
    assertThat(Walk.lines(source(folder, "z", damaged)))
        .containsExactly("z!/a malformed", "z!/b malformed");
  }

  @Test
  void aMemberPackedByLzmaIsRead() throws IOException {
    byte[] zip = zip(LZMA, lzma(random(70_000)), random(70_000));

    assertThat(Walk.lines(source(folder, "z", zip))).containsExactly("z!/a 70000", "z!/b 70000");
    assertThat(
            Walk.lines(
                source(folder, "z", zip), ArchiveLimits.DEFAULT.with(Limit.WORKING_BYTES, 50_000)))
        .containsExactly("z!/a limit_exceeded", "z!/b limit_exceeded");
  }

  /** Two members of the same packed bytes; its writer knows the method under no such number. */
  private static byte[] zip(int method, byte[] packed, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CRC32 crc = new CRC32();
    crc.update(content);
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      for (String name : new String[] {"a", "b"}) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(ZipArchiveEntry.DEFLATED);
        entry.setSize(content.length);
        entry.setCompressedSize(packed.length);
        entry.setCrc(crc.getValue());
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
      }
    }
    byte[] zip = bytes.toByteArray();
    setMethod(zip, "PK\u0003\u0004", 8, method);
    setMethod(zip, "PK\u0001\u0002", 10, method);
    return zip;
  }

  private static void setMethod(byte[] zip, String header, int offset, int method) {
    String all = new String(zip, StandardCharsets.ISO_8859_1);
    for (int at = all.indexOf(header); at >= 0; at = all.indexOf(header, at + 1)) {
      zip[at + offset] = (byte) method;
    }
  }

  /** Version and length of the properties, the properties, the data: without an end mark. */
  private static byte[] lzma(byte[] content) throws IOException {
    LZMA2Options options = new LZMA2Options(1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(new byte[] {9, 20, 5, 0});
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (LZMAOutputStream out = new LZMAOutputStream(data, options, false)) {
      packed.write(out.getProps());
      packed.writeBytes(little(options.getDictSize()));
      out.write(content);
    }
    packed.writeBytes(data.toByteArray());
    return packed.toByteArray();
  }

  private static byte[] little(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
