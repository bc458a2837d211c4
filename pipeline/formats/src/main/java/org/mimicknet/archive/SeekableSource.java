/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A file in storage as a buffered stream and as a channel over the same position. Skipping seeks,
 * so that unwanted members of a tar are not fetched; after a seek little is fetched at once, and
 * more while reading goes on. It ends where the listing said that it ends: storage that gives less,
 * or fails, is a {@link StorageException}, on this read and on every further one, and its {@link
 * StorageWatch} keeps it for those from whom a library has hidden it.
 */
final class SeekableSource extends InputStream {
  private static final int BUFFER_BYTES = 1 << 17;
  private static final int FIRST_FETCH_BYTES = 1 << 14;

  private final FSDataInputStream in;
  private final long size;
  private final StorageWatch watch = new StorageWatch();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long bufferStart;
  private int buffered;
  private int next;
  private long fetchedBytes;
  private int fetchBytes = FIRST_FETCH_BYTES;

  private SeekableSource(FSDataInputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  /**
   * A file that was opened, with its first bytes: some storages open a file only to read it.
   *
   * @throws IOException what the storage says to the first read
   */
  static SeekableSource opened(FSDataInputStream in, long size) throws IOException {
    SeekableSource source = new SeekableSource(in, size);
    try {
      if (size > 0) {
        source.fetch();
      }
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
    return source;
  }

  /** Whether the storage has failed, and how long it was waited for. */
  StorageWatch watch() {
    return watch;
  }

  long sizeBytes() {
    return size;
  }

  long position() {
    return bufferStart + next;
  }

  /** Bytes given out so far, wherever they lie: what an archive has really read. */
  long fetchedBytes() {
    return fetchedBytes;
  }

  void seek(long position) {
    if (position >= bufferStart && position <= bufferStart + buffered) {
      next = (int) (position - bufferStart);
    } else {
      bufferStart = position;
      buffered = 0;
      next = 0;
      fetchBytes = FIRST_FETCH_BYTES;
    }
  }

  /** Up to {@code most} bytes from {@code position} on; the position stays where it was. */
  byte[] readAt(long position, int most) {
    long before = position();
    seek(position);
    byte[] bytes = new byte[(int) Math.min(most, size - position)];
    int length = 0;
    while (length < bytes.length) {
      length += read(bytes, length, bytes.length - length);
    }
    seek(before);
    return bytes;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (next == buffered && !fill()) {
      return -1;
    }
    int read = Math.min(length, buffered - next);
    System.arraycopy(buffer, next, target, offset, read);
    next += read;
    fetchedBytes += read;
    return read;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, size - position()));
    seek(position() + skipped);
    return skipped;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  SeekableByteChannel channel() {
    return channelFrom(0);
  }

  /** The file without its first {@code start} bytes, at its start. */
  SeekableByteChannel channelFrom(long start) {
    seek(start);
    return new Channel(start);
  }

  /** Fetches more; false at the end of the file. */
  private boolean fill() {
    watch.requireSound();
    if (position() >= size) {
      return false;
    }
    try {
      fetch();
    } catch (IOException | RuntimeException e) {
      throw watch.failed(
          e instanceof StorageException known
              ? known
              : new StorageException(
                  "The storage failed at byte %s of %s".formatted(position(), size), e));
    }
    return true;
  }

  /** Fetches what lies at the position, as much as is due. */
  private void fetch() throws IOException {
    long position = position();
    int wanted = (int) Math.min(fetchBytes, size - position);
    watch.begin();
    try {
      readWhole(position, wanted);
    } finally {
      watch.end();
    }
    bufferStart = position;
    buffered = wanted;
    next = 0;
    fetchBytes = Math.min(BUFFER_BYTES, 2 * fetchBytes);
  }

  private void readWhole(long position, int wanted) throws IOException {
    int got = 0;
    try {
      if (in.getPos() != position) {
        in.seek(position);
      }
      while (got < wanted) {
        int read = in.read(buffer, got, wanted - got);
        if (read < 0) {
          throw new EOFException();
        }
        got += read;
      }
    } catch (EOFException e) {
      throw new StorageException(
          "The storage gave %s of the %s bytes that it listed for the file"
              .formatted(position + got, size));
    }
  }

  private final class Channel implements SeekableByteChannel {
    private final long start;

    Channel(long start) {
      this.start = start;
    }

    @Override
    public int read(ByteBuffer target) {
      int total = 0;
      while (target.hasRemaining()) {
        if (next == buffered && !fill()) {
          return total == 0 ? -1 : total;
        }
        int read = Math.min(target.remaining(), buffered - next);
        target.put(buffer, next, read);
        next += read;
        fetchedBytes += read;
        total += read;
      }
      return total;
    }

    @Override
    public long position() {
      return SeekableSource.this.position() - start;
    }

    @Override
    public SeekableByteChannel position(long position) {
      seek(start + position);
      return this;
    }

    @Override
    public long size() {
      return size - start;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    /** Does nothing: the file is closed by {@link Members}, which may still read it. */
    @Override
    public void close() {}

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new NonWritableChannelException();
    }
  }
}
