package org.mimicknet.archive;

import java.io.Serializable;
import java.time.Duration;

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
    return new ArchiveLimits(
        bytes,
        totalBytes,
        entries,
        ratio,
        ratioFromBytes,
        depth,
        framePixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another size of all members of a source, unpacked. */
  public ArchiveLimits withTotalBytes(long bytes) {
    return new ArchiveLimits(
        memberBytes,
        bytes,
        entries,
        ratio,
        ratioFromBytes,
        depth,
        framePixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another number of entries of a source. */
  public ArchiveLimits withEntries(int count) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        count,
        ratio,
        ratioFromBytes,
        depth,
        framePixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another ratio of unpacked to packed size. */
  public ArchiveLimits withRatio(int unpackedToPacked) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        entries,
        unpackedToPacked,
        ratioFromBytes,
        depth,
        framePixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another depth of nested archives. */
  public ArchiveLimits withDepth(int levels) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        entries,
        ratio,
        ratioFromBytes,
        levels,
        framePixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another number of pixels of one frame. */
  public ArchiveLimits withFramePixels(long pixels) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        entries,
        ratio,
        ratioFromBytes,
        depth,
        pixels,
        workingBytes,
        memberTime);
  }

  /** These limits with another amount of memory that unpacking one archive may take. */
  public ArchiveLimits withWorkingBytes(long bytes) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        entries,
        ratio,
        ratioFromBytes,
        depth,
        framePixels,
        bytes,
        memberTime);
  }

  /** These limits with another time to read and decode one member. */
  public ArchiveLimits withMemberTime(Duration time) {
    return new ArchiveLimits(
        memberBytes,
        totalBytes,
        entries,
        ratio,
        ratioFromBytes,
        depth,
        framePixels,
        workingBytes,
        time);
  }

  private static void requirePositive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "Cannot limit %s to %d: it must be positive".formatted(what, value));
    }
  }
}
