/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * 7z. Its directory stands at its end, so one inside another archive is held in memory, up to
 * {@link ArchiveLimits#workingBytes}.
 */
final class SevenZipFormat implements ContainerFormat {
  static final String MAGIC = "7z\u00BC\u00AF'\u001C";

  private final long start;

  SevenZipFormat() {
    this(0);
  }

  /**
   * A 7z behind the program that unpacks it.
   *
   * @param start where it starts in its file [bytes]
   */
  SevenZipFormat(long start) {
    this.start = start;
  }

  @Override
  public boolean recognises(byte[] head) {
    return Heads.holds(head, 0, MAGIC);
  }

  @Override
  public Container open(Opening opening) throws IOException {
    if (opening.seekable().isPresent()) {
      SeekableSource source = opening.seekable().get();
      return new SevenZipContainer(
          source.channelFrom(start), source::fetchedBytes, opening.budget());
    }
    int most = (int) Math.min(Integer.MAX_VALUE - 16, opening.budget().limits().workingBytes());
    byte[] held = opening.stream().readNBytes(most);
    if (held.length == most && opening.stream().read() >= 0) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          opening.budget().limits().workingRefusal("The 7z, held as it is inside of an archive,"));
    }
    return new SevenZipContainer(
        new SeekableInMemoryByteChannel(held), () -> held.length, opening.budget());
  }
}
