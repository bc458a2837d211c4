/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads a tar as a stream, holding one header, and tars that are joined as one. Written here
 * because commons-compress 1.23, which Spark 3.5 has on its class path, spends unbounded time on a
 * pax header with a huge time stamp (CVE-2023-42503) and takes a tar without its end for a whole
 * one. Of pax headers only {@code path} and {@code size} are read.
 */
final class TarContainer implements Container {
  private static final int LONGEST_EXTENSION = 1 << 20;

  private final InputStream in;
  private final LongSupplier position;
  private final long end;
  private final Budget budget;
  private long remaining;
  private long padding;
  private long entryPosition;
  private boolean isBehindEnd;
  private boolean ended;

  private TarContainer(InputStream in, LongSupplier position, long end, Budget budget) {
    this.in = in;
    this.position = position;
    this.end = end;
    this.budget = budget;
  }

  /** Reads all of a tar from its start. */
  static TarContainer streamed(InputStream in, Budget budget) {
    return new TarContainer(in, () -> 0, Long.MAX_VALUE, budget);
  }

  /** Reads the entries of a range, without fetching those before it. */
  static TarContainer ofRange(SeekableSource source, EntryRange range, Budget budget) {
    source.seek(range.from());
    return new TarContainer(source, source::position, range.to(), budget);
  }

  /** Where the headers of the entry that was given last start in the file [bytes]. */
  long entryPosition() {
    return entryPosition;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    String longName = null;
    Map<String, String> pax = Map.of();
    while (!ended) {
      skip(remaining + padding);
      if (longName == null && pax.isEmpty()) {
        entryPosition = position.getAsLong();
        ended = entryPosition >= end;
        if (ended) {
          break;
        }
      }
      byte[] block = isBehindEnd ? blockBehindEnd() : header();
      if (TarHeader.isZero(block)) {
        isBehindEnd = true;
        continue;
      }
      if (isBehindEnd && !TarHeader.checksumHolds(block)) {
        throw new MemberIOException(
            Reason.MALFORMED,
            "Bytes that are no tar follow behind the end of the tar, and were not read: compare it"
                + " with its origin");
      }
      isBehindEnd = false;
      TarHeader header = TarHeader.parse(block);
      begin(header.size());
      switch (header.type()) {
        case 'L' -> longName = text(extension());
        case 'x' -> pax = paxRecords(extension());
        case '0', '\0', '7', 'S' -> {
          String name = pax.getOrDefault("path", longName != null ? longName : header.name());
          begin(paxSize(pax, header.size()));
          if (isSparse(header, pax)) {
            skipSparseMaps(header);
            return Optional.of(
                new Unreadable(
                    name,
                    Reason.UNSUPPORTED_FORMAT,
                    "The tar stores the member as a sparse file: pack it again without --sparse"));
          }
          if (!name.endsWith("/")) {
            return Optional.of(file(name));
          }
          longName = null;
          pax = Map.of();
        }
        default -> {
          if (header.type() >= '1' && header.type() <= '6') {
            begin(0);
          }
          if (header.type() != 'K' && header.type() != 'g') {
            longName = null;
            pax = Map.of();
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}

  private File file(String name) {
    return new File(name, remaining, GuardedStream.stored(new Content(remaining), budget));
  }

  private void begin(long size) {
    remaining = size;
    padding = (TarHeader.BYTES - size % TarHeader.BYTES) % TarHeader.BYTES;
  }

  private byte[] header() throws IOException {
    byte[] block = new byte[TarHeader.BYTES];
    int read = in.readNBytes(block, 0, block.length);
    if (read == 0) {
      throw new MemberIOException(
          Reason.TRUNCATED,
          "The tar stops without its end mark: members may be missing, compare it with its origin");
    }
    if (read < block.length) {
      throw new EOFException("The tar ends within a header");
    }
    return block;
  }

  /**
   * A block that follows an end mark, which is another tar's where tars were joined; the last one
   * is filled up with zeros. Zeros to any length are padding, even more than a packed file may
   * hold.
   */
  private byte[] blockBehindEnd() throws IOException {
    byte[] block = new byte[TarHeader.BYTES];
    try {
      ended = in.readNBytes(block, 0, block.length) < block.length;
    } catch (MemberIOException e) {
      if (e.reason() != Reason.LIMIT_EXCEEDED) {
        throw e;
      }
      ended = true;
    }
    return block;
  }

  private byte[] extension() throws IOException {
    if (remaining > LONGEST_EXTENSION) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          "The tar has an extended header of %s bytes; at most %s are read"
              .formatted(remaining, LONGEST_EXTENSION));
    }
    byte[] data = in.readNBytes((int) remaining);
    if (data.length < remaining) {
      throw new EOFException("The tar ends within an extended header");
    }
    remaining = 0;
    return data;
  }

  private void skipSparseMaps(TarHeader header) throws IOException {
    boolean more = header.isExtendedSparse();
    while (more) {
      more = header()[504] != 0;
    }
  }

  private void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        if (in.read() < 0) {
          throw new EOFException("The tar ends within a member");
        }
        skipped = 1;
      }
      left -= skipped;
    }
    remaining = 0;
    padding = 0;
  }

  private static boolean isSparse(TarHeader header, Map<String, String> pax) {
    return header.type() == 'S'
        || pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
  }

  private static String text(byte[] data) {
    return TarHeader.text(data, 0, data.length);
  }

  private static long paxSize(Map<String, String> pax, long otherwise) throws MemberIOException {
    String size = pax.get("size");
    if (size == null) {
      return otherwise;
    }
    if (!size.matches("\\d{1,18}")) {
      throw new MemberIOException(
          Reason.MALFORMED, "The tar has a pax header with a size that cannot be read");
    }
    return Long.parseLong(size);
  }

  /** Records {@code "<length> <key>=<value>\n"}; what does not follow that ends the reading. */
  private static Map<String, String> paxRecords(byte[] data) {
    Map<String, String> records = new LinkedHashMap<>();
    int start = 0;
    while (start < data.length) {
      int blank = start;
      int length = 0;
      while (blank < data.length && data[blank] >= '0' && data[blank] <= '9' && length < 1 << 24) {
        length = length * 10 + data[blank++] - '0';
      }
      int end = start + length;
      if (blank == start || length < 5 || end > data.length || data[blank] != ' ') {
        break;
      }
      String record = NameBytes.tar(Arrays.copyOfRange(data, blank + 1, end - 1));
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1));
      }
      start = end;
    }
    return records;
  }

  /** The bytes of the current entry, while it is the current one. */
  private final class Content extends InputStream {
    private long left;

    Content(long size) {
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException("The tar ends within a member");
      }
      left -= read;
      remaining -= read;
      return read;
    }
  }
}
