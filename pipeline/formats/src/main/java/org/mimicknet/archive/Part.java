/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
  private final List<InputStream> opened = new ArrayList<>();

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
   * Its bytes, unpacked and counted against the limits. They can be read until the next item is
   * asked for, when what unpacks them is freed, perhaps by another thread; closing the stream has
   * no effect.
   */
  public synchronized InputStream open() throws IOException {
    Optional<Codec> codec = Codec.of(held);
    InputStream packed = new ByteArrayInputStream(held);
    if (codec.isEmpty()) {
      return GuardedStream.stored(packed, budget);
    }
    InputStream unpacked = codec.get().unpack(packed, budget.limits());
    opened.add(unpacked);
    return new GuardedStream(unpacked, budget, GuardedStream.Role.MEMBER, () -> held.length);
  }

  /** Frees what unpacks its bytes, which may hold native memory. */
  synchronized void close() {
    for (InputStream unpacked : opened) {
      try {
        unpacked.close();
      } catch (IOException e) {
        // Nothing more is read of it, so that failing to close it loses nothing.
      }
    }
    opened.clear();
  }

  boolean isNeeded() {
    return file.isNeeded();
  }

  long heldBytes() {
    return held.length;
  }
}
