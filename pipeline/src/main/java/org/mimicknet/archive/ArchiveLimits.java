package org.mimicknet.archive;

import java.io.Serializable;

/**
 * How much one source may make this program read or hold. Sizes and counts are those of bytes
 * really read, never those that a header claims; the exception is {@code framePixels}, which is
 * checked before memory is taken.
 *
 * @param memberBytes size of one member, unpacked
 * @param totalBytes size of all members of a source, unpacked
 * @param entries number of entries of a source, over all nested archives
 * @param ratio unpacked over packed size of one member or compressed layer, once more than {@code
 *     ratioFromBytes} are unpacked
 * @param ratioFromBytes unpacked size from which {@code ratio} counts
 * @param depth how deep archives may nest; a member of a plain archive is at depth 1
 * @param framePixels pixels of one frame: height times width
 * @param workingBytes memory that unpacking one archive may take: the window of a decompressor, a
 *     7z inside another archive, files that only together make frames
 */
public record ArchiveLimits(
    long memberBytes,
    long totalBytes,
    int entries,
    int ratio,
    long ratioFromBytes,
    int depth,
    long framePixels,
    long workingBytes)
    implements Serializable {
  /**
   * 2 GiB a member, 1 TiB a source, 100,000 entries, 200:1 past 1 MB, depth 3, 16 Mi pixels, 256
   * MiB of memory to unpack.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(2L << 30, 1L << 40, 100_000, 200, 1_000_000, 3, 16L << 20, 256L << 20);

  public ArchiveLimits {
    if (memberBytes <= 0
        || totalBytes <= 0
        || entries <= 0
        || ratio <= 0
        || ratioFromBytes < 0
        || depth <= 0
        || framePixels <= 0
        || workingBytes <= 0) {
      throw new IllegalArgumentException(
          ("Cannot set the limits of archives: all must be positive, but member bytes are %d, total"
                  + " bytes %d, entries %d, ratio %d from %d bytes, depth %d, frame pixels %d,"
                  + " working bytes %d")
              .formatted(
                  memberBytes,
                  totalBytes,
                  entries,
                  ratio,
                  ratioFromBytes,
                  depth,
                  framePixels,
                  workingBytes));
    }
  }

  /** These limits with another size of one member, unpacked. */
  public ArchiveLimits withMemberBytes(long bytes) {
    return new ArchiveLimits(
        bytes, totalBytes, entries, ratio, ratioFromBytes, depth, framePixels, workingBytes);
  }

  /** These limits with another size of all members of a source, unpacked. */
  public ArchiveLimits withTotalBytes(long bytes) {
    return new ArchiveLimits(
        memberBytes, bytes, entries, ratio, ratioFromBytes, depth, framePixels, workingBytes);
  }

  /** These limits with another number of entries of a source. */
  public ArchiveLimits withEntries(int count) {
    return new ArchiveLimits(
        memberBytes, totalBytes, count, ratio, ratioFromBytes, depth, framePixels, workingBytes);
  }

  /** These limits with another depth of nested archives. */
  public ArchiveLimits withDepth(int levels) {
    return new ArchiveLimits(
        memberBytes, totalBytes, entries, ratio, ratioFromBytes, levels, framePixels, workingBytes);
  }

  /** These limits with another number of pixels of one frame. */
  public ArchiveLimits withFramePixels(long pixels) {
    return new ArchiveLimits(
        memberBytes, totalBytes, entries, ratio, ratioFromBytes, depth, pixels, workingBytes);
  }

  /** These limits with another amount of memory that unpacking one archive may take. */
  public ArchiveLimits withWorkingBytes(long bytes) {
    return new ArchiveLimits(
        memberBytes, totalBytes, entries, ratio, ratioFromBytes, depth, framePixels, bytes);
  }
}
