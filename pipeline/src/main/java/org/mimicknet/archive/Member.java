package org.mimicknet.archive;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * One file in a source. Its stream is readable once, and only until the next item is asked for; it
 * counts against the limits, and fails with an {@link java.io.IOException} that {@link
 * MemberException#of} turns into a reason.
 */
public final class Member implements ArchiveItem {
  private final String path;
  private final OptionalLong declaredBytes;
  private final byte[] head;
  private final InputStream stream;

  /** A member whose {@code stream} starts with {@code head}. */
  public Member(String path, OptionalLong declaredBytes, byte[] head, InputStream stream) {
    this.path = path;
    this.declaredBytes = declaredBytes;
    this.head = head.clone();
    this.stream = stream;
  }

  @Override
  public String path() {
    return path;
  }

  /** The last part of the path. */
  public String fileName() {
    return MemberNames.fileName(path);
  }

  /** The size that the archive claims: a hint, never to be trusted. */
  public OptionalLong declaredBytes() {
    return declaredBytes;
  }

  /** The first bytes, up to 1024, which the stream gives again: enough to recognise a format. */
  public byte[] head() {
    return head.clone();
  }

  public InputStream stream() {
    return stream;
  }
}
