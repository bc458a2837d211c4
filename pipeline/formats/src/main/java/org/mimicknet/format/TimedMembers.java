/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveItem;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.EntryRange;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Members;
import org.mimicknet.archive.Source;
import org.mimicknet.archive.StorageException;
import org.mimicknet.archive.StorageWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The items of one source, each read within the time that a member may take. A step that runs out
 * of time may never let go of the archive, so the archive is given up: the next item comes from the
 * archive opened anew, behind the items that were given before.
 */
final class TimedMembers implements Closeable {
  private static final int MOST_TIMEOUTS = 4;
  private static final Duration CLOSING_TIME = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(TimedMembers.class);

  private final Source source;
  private final Configuration conf;
  private final ArchiveLimits limits;
  private final DecodingThread thread = new DecodingThread();
  private EntryRange range;
  private Members members;
  private boolean isArchive;
  private int given;
  private int timeouts;
  private MemberTime time;

  TimedMembers(Source source, Configuration conf, ArchiveLimits limits) {
    this.source = source;
    this.conf = conf;
    this.limits = limits;
  }

  /**
   * Opens a range of the source at its first entry, in place of what was open.
   *
   * @throws TimeoutException if that takes longer than one member may
   * @throws Exception what opening throws
   */
  void open(EntryRange entries) throws Exception {
    closeMembers();
    range = entries;
    given = 0;
    open();
  }

  /** Whether the source is an archive; known once a range was opened. */
  boolean isArchive() {
    return isArchive;
  }

  /**
   * The next item, whose time starts now; empty at the end.
   *
   * @throws TimeoutException if walking to it takes longer than one member may
   * @throws Exception what opening the archive anew throws
   */
  Optional<ArchiveItem> next() throws Exception {
    if (members == null) {
      reopen();
    }
    Optional<ArchiveItem> item = walk();
    if (item.isPresent()) {
      given++;
      restartTime();
    }
    return item;
  }

  /** How many items were given since the range was opened. */
  int given() {
    return given;
  }

  /**
   * Does one step of reading the current item, as {@link DecodingThread#call} does, in the time
   * that the item has left. Where that runs out, the archive is given up. What the step gives or
   * throws counts only if the storage is sound: libraries hide its failures.
   *
   * @throws StorageException if the storage failed, or is what the time ran out by
   */
  <T> T inTime(Callable<T> step) throws Exception {
    return inTime(step, members.storage());
  }

  private <T> T inTime(Callable<T> step, StorageWatch storage) throws Exception {
    MemberTime.Step timed = time.begin(storage);
    try {
      T result = thread.call(step, timed);
      storage.requireSound();
      return result;
    } catch (TimeoutException e) {
      giveUp();
      if (timed.blame().isPresent()) {
        throw timed.blame().get();
      }
      timeouts++;
      throw e;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | StackOverflowError | AssertionError e) {
      storage.requireSound();
      throw e;
    } finally {
      timed.end();
    }
  }

  /** How many steps have run out of time. */
  int timeouts() {
    return timeouts;
  }

  /** Whether so many steps have run out of time that the rest of the source is not worth it. */
  boolean hasTooManyTimeouts() {
    return timeouts >= MOST_TIMEOUTS;
  }

  @Override
  public void close() throws IOException {
    thread.close();
    closeMembers();
  }

  private void open() throws Exception {
    restartTime();
    StorageWatch opening = new StorageWatch();
    opening.begin();
    LateOpening late = new LateOpening(() -> Members.open(source, conf, limits, range));
    try {
      members = inTime(late, opening);
    } catch (Exception e) {
      late.giveUp(e);
      throw e;
    }
    isArchive = inTime(members::isArchive);
    restartTime();
  }

  private void reopen() throws Exception {
    try {
      open();
    } catch (MemberException e) {
      throw new StorageException("The storage does not open the file again", e);
    }
    for (int i = 0; i < given; i++) {
      walk();
    }
  }

  private Optional<ArchiveItem> walk() throws Exception {
    restartTime();
    Members walked = members;
    return inTime(() -> walked.hasNext() ? Optional.of(walked.next()) : Optional.empty());
  }

  private void restartTime() {
    time = new MemberTime(limits.memberTime());
  }

  /** Closing may wait for the decoder that is stuck in the archive, and may make it stop. */
  private void giveUp() {
    Members lost = members;
    members = null;
    if (lost == null) {
      return;
    }
    try {
      thread.call(
          () -> {
            lost.close();
            return null;
          },
          new ClosingTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Cannot close an archive that a decoder is stuck in ({})", e.getClass().getName());
    }
  }

  /** Opens what nobody may wait for any more when it comes: then it is closed. */
  private static final class LateOpening implements Callable<Members> {
    private final Callable<Members> open;
    private Members opened;
    private boolean isGivenUp;

    LateOpening(Callable<Members> open) {
      this.open = open;
    }

    @Override
    public Members call() throws Exception {
      Members came = open.call();
      synchronized (this) {
        opened = came;
        if (isGivenUp) {
          came.close();
        }
      }
      return came;
    }

    synchronized void giveUp(Exception why) {
      isGivenUp = true;
      try {
        if (opened != null) {
          opened.close();
        }
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }

  /** How long a stuck archive may take to close. */
  private static final class ClosingTime implements DecodingThread.Patience {
    private final long end = System.nanoTime() + CLOSING_TIME.toNanos();

    @Override
    public Duration left() {
      return Duration.ofNanos(end - System.nanoTime());
    }

    /** Who closes waits for the one that is stuck, which counts already. */
    @Override
    public boolean isForDecoder() {
      return false;
    }
  }

  private void closeMembers() throws IOException {
    Members open = members;
    members = null;
    if (open != null) {
      open.close();
    }
  }
}
