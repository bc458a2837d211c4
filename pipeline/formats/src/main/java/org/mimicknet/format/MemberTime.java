/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mimicknet.archive.StorageException;
import org.mimicknet.archive.StorageWatch;

/**
 * The time that one member may take: so much for its decoder in all, and as much for the storage to
 * answer one call. Who uses up his time is who is to blame.
 *
 * <p>Waiting that the storage answers counts against neither, however long a large member over a
 * slow line takes by it: what bounds it is that each answer brings bytes, of which a source may
 * give so many.
 */
final class MemberTime {
  private final Duration limit;
  private final LongSupplier nanos;
  private Duration decoded = Duration.ZERO;

  MemberTime(Duration limit) {
    this(limit, System::nanoTime);
  }

  MemberTime(Duration limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
  }

  /** A step begins, that reads from this storage. */
  Step begin(StorageWatch storage) {
    return new Step(storage);
  }

  /** One step of reading the member. */
  final class Step implements DecodingThread.Patience {
    private final StorageWatch storage;
    private final long start = nanos.getAsLong();
    private final Duration waitedBefore;
    private StorageException blame;

    private Step(StorageWatch storage) {
      this.storage = storage;
      this.waitedBefore = storage.waited();
    }

    @Override
    public Duration left() {
      Duration decoderLeft = limit.minus(decoded).minus(decoding());
      Duration storageLeft = limit.minus(storage.waiting());
      boolean isStorageLate = storageLeft.compareTo(decoderLeft) < 0;
      Duration left = isStorageLate ? storageLeft : decoderLeft;
      if (left.isNegative() || left.isZero()) {
        blame = storage.failure().orElse(isStorageLate ? late() : null);
      }
      return left;
    }

    @Override
    public boolean isForDecoder() {
      return !storage.isWaiting();
    }

    /** The storage's fault, if the time ran out by it: what is interrupted then is not asked. */
    Optional<StorageException> blame() {
      return Optional.ofNullable(blame);
    }

    void end() {
      decoded = decoded.plus(decoding());
    }

    private Duration decoding() {
      Duration waited = storage.waited().minus(waitedBefore);
      return Duration.ofNanos(nanos.getAsLong() - start).minus(waited);
    }

    private StorageException late() {
      return new StorageException(
          "The storage did not answer for %s: look at it, or raise the limit member-time"
              .formatted(text(limit)));
    }
  }

  /** A time as messages write it. */
  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
