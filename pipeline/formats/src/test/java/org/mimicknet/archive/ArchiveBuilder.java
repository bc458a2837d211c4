/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives for tests, written by the JDK and commons-compress: not by what is tested. */
public final class ArchiveBuilder {
  private ArchiveBuilder() {}

  /** A zip with the members in the order of the map. */
  public static byte[] zip(Map<String, byte[]> members) {
    return written(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
              zip.putNextEntry(new ZipEntry(member.getKey()));
              zip.write(member.getValue());
              zip.closeEntry();
            }
          }
        });
  }

  /** A zip whose members are stored as they are, with their sizes before them: no descriptors. */
  public static byte[] storedZip(Map<String, byte[]> members) {
    return written(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
              CRC32 crc = new CRC32();
              crc.update(member.getValue());
              ZipEntry entry = new ZipEntry(member.getKey());
              entry.setSize(member.getValue().length);
              entry.setCrc(crc.getValue());
              zip.putNextEntry(entry);
              zip.write(member.getValue());
              zip.closeEntry();
            }
          }
        });
  }

  /** A tar with the members in the order of the map; long names by pax headers. */
  public static byte[] tar(Map<String, byte[]> members) {
    return tar(members, TarArchiveOutputStream.LONGFILE_POSIX);
  }

  static byte[] tar(Map<String, byte[]> members, int longFileMode) {
    return written(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(longFileMode);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
              TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
              entry.setSize(member.getValue().length);
              tar.putArchiveEntry(entry);
              tar.write(member.getValue());
              tar.closeArchiveEntry();
            }
          }
        });
  }

  /** A 7z with a folder, then the members in the order of the map. */
  public static byte[] sevenZip(SevenZMethod method, Map<String, byte[]> members) {
    SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
    try (SevenZOutputFile out = new SevenZOutputFile(channel)) {
      out.setContentCompression(method);
      SevenZArchiveEntry directory = new SevenZArchiveEntry();
      directory.setName("d/");
      directory.setDirectory(true);
      out.putArchiveEntry(directory);
      out.closeArchiveEntry();
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        SevenZArchiveEntry entry = new SevenZArchiveEntry();
        entry.setName(member.getKey());
        out.putArchiveEntry(entry);
        out.write(member.getValue());
        out.closeArchiveEntry();
      }
      out.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  /** gzip of {@code content}. */
  public static byte[] gzip(byte[] content) {
    return written(
        out -> {
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
          }
        });
  }

  public static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code content} as the file {@code name} of {@code folder}. */
  public static Source source(Path folder, String name, byte[] content) {
    try {
      Path file = Files.write(folder.resolve(name), content);
      return new Source(file.toString(), content.length, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An existing file. */
  public static Source source(Path file) {
    try {
      return new Source(file.toString(), Files.size(file), file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** One after the other. */
  static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  /** Bytes that do not pack, always the same. */
  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
