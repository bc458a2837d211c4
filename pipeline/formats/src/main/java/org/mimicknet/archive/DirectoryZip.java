/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.ChecksumVerifyingInputStream;

/**
 * A zip read by its central directory, in the order in which members lie in the file. The directory
 * is held in memory; its size is bounded by the number of entries allowed.
 */
final class DirectoryZip implements Container {
  private static final int DIRECTORY_BYTES_PER_ENTRY = 1024;
  private static final int DIRECTORY_SLACK_BYTES = 1 << 20;

  private final SeekableSource source;
  private final Budget budget;
  private final ZipFile zip;
  private final EntryRange range;
  private final Enumeration<ZipArchiveEntry> entries;
  private long index;
  private long previousEnd;
  private InputStream current = InputStream.nullInputStream();

  DirectoryZip(SeekableSource source, EntryRange range, Budget budget) throws IOException {
    this.source = source;
    this.budget = budget;
    this.zip = zip(source, budget.limits());
    this.range = range;
    if (files().stream().anyMatch(file -> file.getDiskNumberStart() != 0)) {
      throw ZipFormat.partOfSeveral();
    }
    this.entries = zip.getEntriesInPhysicalOrder();
  }

  /** By the last end record, or, where that is none, by the one that the comment follows. */
  private static ZipFile zip(SeekableSource source, ArchiveLimits limits) throws IOException {
    try {
      return zip(source, source.sizeBytes(), limits);
    } catch (MemberIOException e) {
      throw e;
    } catch (IOException e) {
      OptionalLong end = ZipEnd.beforeComment(source);
      if (end.isEmpty()) {
        throw e;
      }
      return zip(source, end.getAsLong(), limits);
    }
  }

  @SuppressWarnings("deprecation") // of Commons Compress 1.26 and later; Spark 3.5 has 1.23
  private static ZipFile zip(SeekableSource source, long bytes, ArchiveLimits limits)
      throws IOException {
    BoundedChannel channel = new BoundedChannel(source, bytes, limits);
    ZipFile zip = new ZipFile(channel, "archive", "UTF8", true, true);
    channel.unbound();
    return zip;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    current.close();
    while (entries.hasMoreElements()) {
      ZipArchiveEntry entry = entries.nextElement();
      if (ZipFormat.isFile(entry) && range.holds(index++)) {
        Optional<Entry> obstacle = ZipFormat.obstacle(entry, canRead(entry));
        return obstacle.isPresent() ? obstacle : Optional.of(open(entry));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    current.close();
    zip.close();
  }

  /** The files of the whole directory, in the order in which they lie. */
  List<ZipArchiveEntry> files() {
    return Collections.list(zip.getEntriesInPhysicalOrder()).stream()
        .filter(ZipFormat::isFile)
        .toList();
  }

  private boolean canRead(ZipArchiveEntry entry) {
    return zip.canReadEntryData(entry) || ZipMethod.of(entry).isPresent();
  }

  private InputStream unpacked(ZipArchiveEntry entry) throws IOException {
    Optional<ZipMethod> method = ZipMethod.of(entry);
    return method.isPresent()
        ? method.get().unpack(zip.getRawInputStream(entry), entry, budget.limits())
        : zip.getInputStream(entry);
  }

  @SuppressWarnings("deprecation") // of Commons Compress 1.26 and later; Spark 3.5 has 1.23
  private Entry open(ZipArchiveEntry entry) throws IOException {
    try {
      current = unpacked(entry);
      if (entry.getDataOffset() < previousEnd) {
        throw new MemberIOException(
            Reason.MALFORMED, "The zip lists members that share bytes, as no honest one does");
      }
      previousEnd = entry.getDataOffset() + Math.max(0, entry.getCompressedSize());
      InputStream in =
          new ChecksumVerifyingInputStream(new CRC32(), current, entry.getSize(), entry.getCrc());
      long start = source.fetchedBytes();
      return new File(
          ZipFormat.name(entry),
          entry.getSize(),
          new GuardedStream(
              in, budget, GuardedStream.Role.MEMBER, () -> source.fetchedBytes() - start));
    } catch (MemberIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      MemberException failure = MemberException.of("The zip entry", e);
      return new Unreadable(ZipFormat.name(entry), failure.reason(), failure.getMessage());
    }
  }

  /** Stops a directory that is larger than the allowed entries could need, before it is held. */
  private static final class BoundedChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private final long bytes;
    private final ArchiveLimits limits;
    private long left;

    BoundedChannel(SeekableSource source, long bytes, ArchiveLimits limits) {
      this.bytes = bytes;
      this.channel = source.channel();
      this.limits = limits;
      this.left = DIRECTORY_SLACK_BYTES + (long) DIRECTORY_BYTES_PER_ENTRY * limits.entries();
    }

    void unbound() {
      left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int read = channel.read(target);
      if (left != Long.MAX_VALUE) {
        left -= Math.max(read, 0);
        if (left < 0) {
          throw new MemberIOException(
              Reason.LIMIT_EXCEEDED,
              "The zip lists more than %s entries: split it, or raise the limit"
                  .formatted(limits.entries()));
        }
      }
      return read;
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      channel.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return bytes;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    @Override
    public int write(ByteBuffer data) throws IOException {
      return channel.write(data);
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      channel.truncate(size);
      return this;
    }
  }
}
