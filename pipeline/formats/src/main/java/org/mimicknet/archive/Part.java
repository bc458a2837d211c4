/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.mimicknet.Internal;

/**
 * One file of a member that is made of several. It is held as the archive had it, compressed or
 * not, and unpacked anew whenever it is opened.
 */
@Internal
public final class Part {
  private final CaptureFile file;
  private final byte[] held;
  private final Budget budget;

  Part(CaptureFile file, byte[] held, Budget budget) {
    this.file = file;
    this.held = held;
    this.budget = budget;
  }

  /** What it is in its capture, for example {@code iq.raw}. */
  public String role() {
    return file.role();
  }

  /**
   * Its bytes, unpacked and counted against the limits. Closing the stream has no effect: the
   * decompressor behind it stays open.
   */
  public InputStream open() throws IOException {
    Optional<Codec> codec = Codec.of(held);
    InputStream packed = new ByteArrayInputStream(held);
    return codec.isEmpty()
        ? GuardedStream.stored(packed, budget)
        : new GuardedStream(
            codec.get().unpack(packed, budget.limits()),
            budget,
            GuardedStream.Role.MEMBER,
            () -> held.length);
  }

  boolean isNeeded() {
    return file.isNeeded();
  }

  long heldBytes() {
    return held.length;
  }
}
