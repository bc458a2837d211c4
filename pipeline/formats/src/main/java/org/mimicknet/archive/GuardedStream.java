/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Counts what is really read of one member or compressed layer and stops at the limits; once it has
 * failed, it fails on every further read. A {@link Role#MEMBER} is held to its own size, to the sum
 * of all members and to its ratio; a {@link Role#LAYER} (a nested archive, what a gzip holds) only
 * to its ratio, because its content is counted when its members are read.
 */
final class GuardedStream extends InputStream {
  enum Role {
    MEMBER,
    LAYER
  }

  private final InputStream in;
  private final Budget budget;
  private final LongSupplier packedBytes;
  private Role role;
  private long unpackedBytes;
  private IOException failure;
  private boolean failureReported;

  /** {@code packedBytes}: the compressed bytes read so far for what this stream gave. */
  GuardedStream(InputStream in, Budget budget, Role role, LongSupplier packedBytes) {
    this.in = in;
    this.budget = budget;
    this.role = role;
    this.packedBytes = packedBytes;
  }

  /** A stream of what is stored as it is: no ratio. */
  static GuardedStream stored(InputStream in, Budget budget) {
    return new GuardedStream(in, budget, Role.MEMBER, () -> Long.MAX_VALUE);
  }

  void becomeLayer() {
    role = Role.LAYER;
  }

  /** Whether this stream has failed and the one who reads it has been told so. */
  boolean isFailureReported() {
    return failureReported;
  }

  /**
   * Looking at the first bytes may have met a failure and kept it to itself. The next read throws
   * it again, and only then is it reported.
   */
  void markFailureUnreported() {
    failureReported = false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (failure != null) {
      failureReported = true;
      throw failure;
    }
    try {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        count(read);
      }
      return read;
    } catch (IOException e) {
      failure = e;
      failureReported = true;
      throw e;
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      failure = new IOException(e);
      failureReported = true;
      throw failure;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[(int) Math.max(1, Math.min(count, 1 << 16))];
    while (skipped < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /**
   * Does nothing. The underlying stream belongs to whoever made this one: a container reads its
   * next member from it and closes it at the end, a {@link Part} does not close it at all.
   */
  @Override
  public void close() {}

  private void count(int read) throws MemberIOException {
    ArchiveLimits limits = budget.limits();
    unpackedBytes += read;
    if (role == Role.MEMBER) {
      if (unpackedBytes > limits.memberBytes()) {
        throw new MemberIOException(
            Reason.LIMIT_EXCEEDED,
            "The member is larger than %s bytes: raise the limit if you trust it"
                .formatted(limits.memberBytes()));
      }
      budget.spend(read);
    }
    if (unpackedBytes > ArchiveLimits.RATIO_FROM_BYTES
        && unpackedBytes / limits.ratio() > packedBytes.getAsLong()) {
      throw new MemberIOException(
          Reason.LIMIT_EXCEEDED,
          "The data unpack to more than %s times their size: raise the limit if you trust them"
              .formatted(limits.ratio()));
    }
  }
}
