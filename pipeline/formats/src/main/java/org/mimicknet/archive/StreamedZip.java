/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * A zip read from its start. Skipping a member means unpacking it, so a member over its limit ends
 * the archive. An entry that is stored with a data descriptor would have to be held in memory to
 * find its end: it is refused, and ends the archive too.
 */
final class StreamedZip implements Container {
  /** What is known of the central directory, which lies behind all members. */
  enum Directory {
    UNKNOWN,
    BROKEN
  }

  private final Tail in;
  private final ZipArchiveInputStream zip;
  private final Budget budget;
  private final Directory directory;
  private GuardedStream current;
  private boolean hasLostItsPlace;

  StreamedZip(InputStream in, Budget budget, Directory directory) {
    this.in = new Tail(in);
    this.zip = new ZipArchiveInputStream(this.in, "UTF8", true, false);
    this.budget = budget;
    this.directory = directory;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    if (current != null) {
      current.skip(Long.MAX_VALUE);
      current = null;
    }
    if (hasLostItsPlace) {
      throw new MemberIOException(
          Reason.UNSUPPORTED_FORMAT,
          "What follows in the zip was not read, for the end of a member cannot be found in a zip"
              + " inside of an archive (stored, with a data descriptor): unpack the outer archive");
    }
    ZipArchiveEntry entry = nextEntry();
    while (entry != null) {
      if (ZipFormat.isFile(entry)) {
        Optional<Entry> obstacle = ZipFormat.obstacle(entry, zip.canReadEntryData(entry));
        hasLostItsPlace = obstacle.isPresent() && hidesItsEnd(entry);
        return obstacle.isPresent() ? obstacle : Optional.of(open(entry));
      }
      entry = nextEntry();
    }
    if (directory == Directory.BROKEN || !in.holdsEndRecord()) {
      throw ZipFormat.noDirectory();
    }
    return Optional.empty();
  }

  @Override
  public void close() {}

  @SuppressWarnings("deprecation") // of Commons Compress 1.26 and later; Spark 3.5 has 1.23
  private ZipArchiveEntry nextEntry() throws IOException {
    try {
      return zip.getNextZipEntry();
    } catch (UnsupportedZipFeatureException e) {
      throw e.getFeature() == UnsupportedZipFeatureException.Feature.SPLITTING
          ? ZipFormat.partOfSeveral()
          : e;
    }
  }

  private static boolean hidesItsEnd(ZipArchiveEntry entry) {
    return entry.getGeneralPurposeBit().usesDataDescriptor() && entry.getCompressedSize() < 0;
  }

  private Entry open(ZipArchiveEntry entry) {
    current = new GuardedStream(zip, budget, GuardedStream.Role.MEMBER, zip::getCompressedCount);
    Long size = entry.getSize() < 0 ? null : Long.valueOf(entry.getSize());
    return new File(ZipFormat.name(entry), size, current);
  }

  /**
   * Keeps the last bytes that were read. They hold the end record where the directory is whole: the
   * library takes a zip that stops between two members for a whole one.
   */
  private static final class Tail extends FilterInputStream {
    /** The end record with the longest comment is shorter. */
    private static final int BYTES = 1 << 17;

    private static final byte[] END_RECORD = {'P', 'K', 5, 6};

    private final byte[] ring = new byte[BYTES];
    private long position;

    Tail(InputStream in) {
      super(in);
    }

    boolean holdsEndRecord() {
      long first = Math.max(0, position - BYTES);
      for (long at = first; at + END_RECORD.length <= position; at++) {
        int matched = 0;
        while (matched < END_RECORD.length
            && ring[(int) ((at + matched) % BYTES)] == END_RECORD[matched]) {
          matched++;
        }
        if (matched == END_RECORD.length) {
          return true;
        }
      }
      return false;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, Math.min(length, BYTES));
      if (read > 0) {
        int at = (int) (position % BYTES);
        int toEnd = Math.min(read, BYTES - at);
        System.arraycopy(buffer, offset, ring, at, toEnd);
        System.arraycopy(buffer, offset + toEnd, ring, 0, read - toEnd);
        position += read;
      }
      return read;
    }
  }
}
