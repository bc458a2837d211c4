/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Source;
import org.mimicknet.format.mat.MatFiles;

/** A tar of 340 MB is read in JVMs whose heaps hold a fraction of it. */
class BoundedMemoryTest {
  private static final int FRAMES = 38;

  @TempDir static Path folder;
  private static Path tar;

  @BeforeAll
  static void writeTheTar() throws IOException {
    byte[] frame = MatFiles.frame(1808, 208);
    tar = folder.resolve("frames.tar");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(tar));
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      for (int i = 0; i < FRAMES; i++) {
        TarArchiveEntry entry = new TarArchiveEntry("frame" + i + ".mat");
        entry.setSize(frame.length);
        out.putArchiveEntry(entry);
        out.write(frame);
        out.closeArchiveEntry();
      }
    }
  }

  @Test
  void theWalkNeedsNoMoreThan48MegabytesOfHeap() throws Exception {
    long size = Files.size(tar);
    assertThat(size).isGreaterThan(320_000_000);

    assertThat(output("-Xmx48m", WalkAll.class))
        .isEqualTo("read " + MatFiles.frame(1808, 208).length * (long) FRAMES);
  }

  @Test
  void readingTheFramesNeedsNoMoreThan128Megabytes() throws Exception {
    assertThat(output("-Xmx128m", ReadAll.class)).isEqualTo("frames " + FRAMES);
  }

  private static String output(String heap, Class<?> main) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                tar.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(text).isZero();
      return text.lines().reduce("", (first, second) -> second);
    }
  }

  private static Source source(String file) throws IOException {
    return new Source(file, Files.size(Path.of(file)), "frames.tar");
  }

  static final class WalkAll {
    private WalkAll() {}

    public static void main(String[] args) throws Exception {
      long bytes = 0;
      try (Members members =
          Members.open(source(args[0]), new Configuration(false), ArchiveLimits.DEFAULT)) {
        while (members.hasNext()) {
          ArchiveItem item = members.next();
          bytes += ((Member) item).stream().transferTo(OutputStream.nullOutputStream());
        }
      }
      System.out.println("read " + bytes);
    }
  }

  static final class ReadAll {
    private ReadAll() {}

    public static void main(String[] args) throws Exception {
      int frames = 0;
      try (SourceReader reader =
          new SourceReader(source(args[0]), new Configuration(false), ReadSettings.DEFAULT)) {
        while (reader.hasNext()) {
          FrameRecord record = reader.next();
          frames += record.das().isPresent() && record.clinical().isPresent() ? 1 : 0;
        }
      }
      System.out.println("frames " + frames);
    }
  }
}
