/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * One file in a source. Its stream is readable once, and only until the next item is asked for; it
 * counts against the limits, and fails with an {@link java.io.IOException} that {@link
 * MemberException#of} turns into a reason.
 */
public final class Member implements ArchiveItem {
  /** The head of a member that is a capture of several files. */
  public static final String CAPTURE = "capture of several files\n";

  private final String path;
  private final Long declaredBytes;
  private final byte[] head;
  private final InputStream stream;
  private final List<Part> parts;
  private final boolean namesake;

  /**
   * A member that is one file.
   *
   * @param declaredBytes the size that the archive claims; null where it claims none
   * @param head the first bytes, up to 1024, with which {@code stream} starts
   */
  public Member(String path, Long declaredBytes, byte[] head, InputStream stream) {
    this(path, declaredBytes, head, stream, List.of(), false);
  }

  private Member(
      String path,
      Long declaredBytes,
      byte[] head,
      InputStream stream,
      List<Part> parts,
      boolean namesake) {
    this.parts = List.copyOf(parts);
    this.namesake = namesake;
    this.path = path;
    this.declaredBytes = declaredBytes;
    this.head = head.clone();
    this.stream = stream;
  }

  /**
   * A member that is made of several files: its stream holds nothing but {@link #CAPTURE}, and a
   * reader opens the {@link #parts}.
   */
  static Member capture(String path, List<Part> parts) {
    byte[] head = CAPTURE.getBytes(StandardCharsets.US_ASCII);
    return new Member(path, null, head, new ByteArrayInputStream(head), parts, false);
  }

  /** This, whose name another member of its archive has, too, before it. */
  Member asNamesake() {
    return new Member(path, declaredBytes, head, stream, parts, true);
  }

  /** Whether another member before it has its name, from which a number in the path tells it. */
  public boolean isNamesake() {
    return namesake;
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
    return declaredBytes == null ? OptionalLong.empty() : OptionalLong.of(declaredBytes);
  }

  /** The first bytes, up to 1024, which the stream gives again: enough to recognise a format. */
  public byte[] head() {
    return head.clone();
  }

  public InputStream stream() {
    return stream;
  }

  /** The files of a capture; empty for a member that is one file. */
  public List<Part> parts() {
    return parts;
  }
}
