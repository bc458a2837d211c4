/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How much one source may make this program read, hold or compute. Sizes and counts are those of
 * bytes really read, never those that a header claims; the exception is {@code framePixels}, which
 * is checked before memory is taken.
 *
 * @param memberBytes size of one member, unpacked
 * @param totalBytes size of all members of a source, unpacked; of each part of a source that
 *     several tasks share
 * @param entries number of entries of a source, over all nested archives
 * @param ratio unpacked over packed size of one member or compressed layer, once more than {@code
 *     ratioFromBytes} are unpacked
 * @param ratioFromBytes unpacked size from which {@code ratio} counts
 * @param depth how deep archives may nest; a member of a plain archive is at depth 1
 * @param framePixels pixels of one frame: height times width
 * @param workingBytes memory that unpacking one archive may take: the window of a decompressor, a
 *     7z inside another archive, files that only together make frames
 * @param memberTime time to read and decode one member
 */
public record ArchiveLimits(
    long memberBytes,
    long totalBytes,
    int entries,
    int ratio,
    long ratioFromBytes,
    int depth,
    long framePixels,
    long workingBytes,
    Duration memberTime)
    implements Serializable {
  /**
   * 2 GiB a member, 1 TiB a source, 100,000 entries, 200:1 past 1 MB, depth 3, 16 Mi pixels, 256
   * MiB of memory to unpack, ten minutes a member.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(
          2L << 30,
          1L << 40,
          100_000,
          200,
          1_000_000,
          3,
          16L << 20,
          256L << 20,
          Duration.ofMinutes(10));

  public ArchiveLimits {
    requirePositive("the size of a member", memberBytes);
    requirePositive("the size of a source", totalBytes);
    requirePositive("the number of entries", entries);
    requirePositive("the ratio of compression", ratio);
    requirePositive("the size from which the ratio counts", ratioFromBytes);
    requirePositive("the depth of archives", depth);
    requirePositive("the pixels of a frame", framePixels);
    requirePositive("the memory to unpack", workingBytes);
    requirePositive("the milliseconds of a member", memberTime.toMillis());
  }

  /** These limits with another size of one member, unpacked. */
  public ArchiveLimits withMemberBytes(long bytes) {
    return with(limits -> limits.memberBytes = bytes);
  }

  /** These limits with another size of all members of a source, unpacked. */
  public ArchiveLimits withTotalBytes(long bytes) {
    return with(limits -> limits.totalBytes = bytes);
  }

  /** These limits with another number of entries of a source. */
  public ArchiveLimits withEntries(int count) {
    return with(limits -> limits.entries = count);
  }

  /** These limits with another ratio of unpacked to packed size. */
  public ArchiveLimits withRatio(int unpackedToPacked) {
    return with(limits -> limits.ratio = unpackedToPacked);
  }

  /** These limits with another depth of nested archives. */
  public ArchiveLimits withDepth(int levels) {
    return with(limits -> limits.depth = levels);
  }

  /** These limits with another number of pixels of one frame. */
  public ArchiveLimits withFramePixels(long pixels) {
    return with(limits -> limits.framePixels = pixels);
  }

  /** These limits with another amount of memory that unpacking one archive may take. */
  public ArchiveLimits withWorkingBytes(long bytes) {
    return with(limits -> limits.workingBytes = bytes);
  }

  /** These limits with another time to read and decode one member. */
  public ArchiveLimits withMemberTime(Duration time) {
    return with(limits -> limits.memberTime = time);
  }

  private ArchiveLimits with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return fields.limits();
  }

  /** The components while one of them changes. */
  private static final class Fields {
    private final long ratioFromBytes;
    private long memberBytes;
    private long totalBytes;
    private int entries;
    private int ratio;
    private int depth;
    private long framePixels;
    private long workingBytes;
    private Duration memberTime;

    Fields(ArchiveLimits limits) {
      this.memberBytes = limits.memberBytes;
      this.totalBytes = limits.totalBytes;
      this.entries = limits.entries;
      this.ratio = limits.ratio;
      this.ratioFromBytes = limits.ratioFromBytes;
      this.depth = limits.depth;
      this.framePixels = limits.framePixels;
      this.workingBytes = limits.workingBytes;
      this.memberTime = limits.memberTime;
    }

    ArchiveLimits limits() {
      return new ArchiveLimits(
          memberBytes,
          totalBytes,
          entries,
          ratio,
          ratioFromBytes,
          depth,
          framePixels,
          workingBytes,
          memberTime);
    }
  }

  private static void requirePositive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "Cannot limit %s to %d: it must be positive".formatted(what, value));
    }
  }
}
