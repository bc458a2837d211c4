/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.simulation;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A container being written. Times and owners of members are fixed, so equal members give equal
 * bytes. It appears under its name when it is complete.
 */
abstract class DemoContainer implements Closeable {
  private final Path file;

  private DemoContainer(Path file) {
    this.file = file;
  }

  abstract void add(String name, byte[] content) throws IOException;

  /** Closes and names the file; without it, nothing appears. */
  final void finish() throws IOException {
    close();
    Files.move(partial(file), file, StandardCopyOption.REPLACE_EXISTING);
  }

  static DemoContainer zip(Path file) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(open(file));
    zip.setLevel(Deflater.BEST_SPEED);
    return new DemoContainer(file) {
      @Override
      void add(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }

      @Override
      public void close() throws IOException {
        zip.close();
      }
    };
  }

  static DemoContainer tar(Path file) throws IOException {
    return tar(file, open(file));
  }

  static DemoContainer tarGz(Path file) throws IOException {
    return tar(file, new GZIPOutputStream(open(file)));
  }

  /** A file of its own, complete or not there. */
  static void loose(Path file, byte[] content) throws IOException {
    try (OutputStream out = open(file)) {
      out.write(content);
    }
    Files.move(partial(file), file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static DemoContainer tar(Path file, OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
    return new DemoContainer(file) {
      @Override
      void add(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0L);
        entry.setUserName("");
        entry.setGroupName("");
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }

      @Override
      public void close() throws IOException {
        tar.close();
      }
    };
  }

  private static OutputStream open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new BufferedOutputStream(Files.newOutputStream(partial(file)));
  }

  private static Path partial(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".partial");
  }
}
