/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.sevenz.SevenZFileOptions;

/**
 * A 7z read in its own order. Members are often packed as one ("solid"), so that skipping one means
 * unpacking it. The ratio is that of all members unpacked so far to what was read of the file.
 */
final class SevenZipContainer implements Container {
  private static final int TYPE_MASK = 0170000;
  private static final int REGULAR_FILE = 0100000;

  private final SevenZFile archive;
  private final Budget budget;
  private final GuardedStream unpacked;
  private final Iterator<SevenZArchiveEntry> listed;
  private String groupObstacle;
  private GuardedStream current;

  @SuppressWarnings("deprecation") // of Commons Compress 1.26 and later; Spark 3.5 has 1.23
  SevenZipContainer(SeekableByteChannel channel, LongSupplier packedBytes, Budget budget)
      throws IOException {
    int kibibytes = (int) Math.min(Integer.MAX_VALUE, budget.limits().workingBytes() >> 10);
    this.budget = budget;
    try {
      this.archive =
          new SevenZFile(
              channel,
              "archive",
              SevenZFileOptions.builder().withMaxMemoryLimitInKb(kibibytes).build());
    } catch (PasswordRequiredException e) {
      throw encrypted(e);
    }
    this.listed = archive.getEntries().iterator();
    this.unpacked = new GuardedStream(new Content(), budget, GuardedStream.Role.LAYER, packedBytes);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    if (current != null) {
      current.skip(Long.MAX_VALUE);
      current = null;
    }
    while (listed.hasNext()) {
      SevenZArchiveEntry entry = listed.next();
      Optional<String> obstacle = obstacle(entry);
      String name = entry.getName() == null ? "" : entry.getName();
      if (isFile(entry)) {
        if (obstacle.isPresent()) {
          return Optional.of(new Unreadable(name, Reason.UNSUPPORTED_FORMAT, obstacle.get()));
        }
        current = GuardedStream.stored(unpacked, budget);
        return Optional.of(new File(name, entry.getSize(), current));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }

  /**
   * Goes on to {@code entry}, and says why it cannot be opened, if so. Members are packed in groups
   * of one method each: the library says so of the first of a group, has no methods for the others,
   * and would read them from the group before.
   */
  private Optional<String> obstacle(SevenZArchiveEntry entry) throws IOException {
    try {
      archive.getNextEntry();
    } catch (PasswordRequiredException e) {
      throw encrypted(e);
    } catch (IOException e) {
      groupObstacle = SevenZipMethods.obstacle(e).orElseThrow(() -> e);
      return Optional.of(groupObstacle);
    }
    if (groupObstacle == null || !entry.hasStream()) {
      return Optional.empty();
    }
    if (entry.getContentMethods() != null && entry.getContentMethods().iterator().hasNext()) {
      groupObstacle = null;
    }
    return Optional.ofNullable(groupObstacle);
  }

  /** Writers on Unix put the mode in the upper half of the attributes. */
  private static boolean isFile(SevenZArchiveEntry entry) {
    int type = (entry.getWindowsAttributes() >>> 16) & TYPE_MASK;
    boolean special = entry.getHasWindowsAttributes() && type != 0 && type != REGULAR_FILE;
    return !entry.isDirectory() && !entry.isAntiItem() && !special;
  }

  private static MemberIOException encrypted(IOException cause) {
    return new MemberIOException(
        Reason.ENCRYPTED,
        "The 7z is encrypted: unpack it with its password and pack it again",
        cause);
  }

  /** The bytes of the current member. */
  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return archive.read(buffer, offset, length);
      } catch (PasswordRequiredException e) {
        throw encrypted(e);
      }
    }
  }
}
