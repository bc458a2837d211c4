/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive of twice the heap. */
class BigArchiveIT {
  private static final long TWO_GB = 2_000_000_000L;
  private static final int HEIGHT = 1808;
  private static final int WIDTH = 208;

  @TempDir Path folder;

  @Test
  void twoGigabytesOfMatFilesAreIngestedWithOneGigabyteOfHeap() throws Exception {
    int frames = writeTar(folder.resolve("big.tar"));

    Cli.Run run =
        Cli.run(
                folder,
                "--driver-memory",
                "1g",
                "ingest",
                "--input",
                folder.resolve("big.tar").toString(),
                "--warehouse",
                folder.resolve("warehouse").toString())
            .succeeded();

    assertThat(Files.size(folder.resolve("big.tar"))).isGreaterThan(TWO_GB);
    assertThat(run.out()).contains("Ingest: %d frames from 1 archives".formatted(frames));
    assertThat(
            Cli.tables(
                    folder,
                    folder.resolve("warehouse").toString(),
                    "SELECT count(*), count(DISTINCT frame_id), min(status), max(status) FROM frames")
                .get(0))
        .containsExactly(List.of(String.valueOf(frames), String.valueOf(frames), "ok", "ok"));
  }

  /** Copies of one frame, each with another value in its last pixel. */
  private static int writeTar(Path tar) throws IOException {
    byte[] member = MatFrames.uncompressed(HEIGHT, WIDTH, 1);
    int lastPixel = member.length - Double.BYTES;
    int frames = 0;
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tar), 1 << 20))) {
      while (out.getBytesWritten() < TWO_GB) {
        ByteBuffer.wrap(member).order(ByteOrder.LITTLE_ENDIAN).putDouble(lastPixel, frames);
        Archives.add(out, "frame_%d.mat".formatted(frames), member);
        frames++;
      }
    }
    return frames;
  }
}
