/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.time.Duration;
import org.mimicknet.archive.ArchiveLimits;
import picocli.CommandLine.Option;

/**
 * Limits against hostile and broken archives, of all commands that read archives. In a {@code
 * --config} file they stand together: {@code limit { member-bytes = 4g, depth = 5 }}.
 */
final class LimitOptions {
  @Option(
      names = "--limit-member-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      defaultValue = "2g",
      description = "Most bytes of one member, unpacked (default ${DEFAULT-VALUE}).")
  private long memberBytes;

  @Option(
      names = "--limit-total-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      defaultValue = "1t",
      description = "Most bytes of one archive, unpacked (default ${DEFAULT-VALUE}).")
  private long totalBytes;

  @Option(
      names = "--limit-entries",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "100000",
      description = "Most entries of one archive, nested ones too (default ${DEFAULT-VALUE}).")
  private int entries;

  @Option(
      names = "--limit-ratio",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "200",
      description =
          "Most times that data may unpack to their size, past 1 MB (default ${DEFAULT-VALUE}).")
  private int ratio;

  @Option(
      names = "--limit-depth",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "3",
      description = "How deep archives may nest (default ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--limit-frame-pixels",
      paramLabel = "N",
      converter = PositiveNumber.class,
      defaultValue = "16777216",
      description = "Most pixels of one frame: height times width (default ${DEFAULT-VALUE}).")
  private int framePixels;

  @Option(
      names = "--limit-working-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      defaultValue = "256m",
      description = "Most memory to unpack one archive (default ${DEFAULT-VALUE}).")
  private long workingBytes;

  @Option(
      names = "--limit-member-time",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      defaultValue = "10m",
      description =
          "Longest time to read and decode one member (default ${DEFAULT-VALUE}; ms, s, m, h).")
  private Duration memberTime;

  ArchiveLimits limits() {
    return ArchiveLimits.DEFAULT
        .withMemberBytes(memberBytes)
        .withTotalBytes(totalBytes)
        .withEntries(entries)
        .withRatio(ratio)
        .withDepth(depth)
        .withFramePixels(framePixels)
        .withWorkingBytes(workingBytes)
        .withMemberTime(memberTime);
  }
}
