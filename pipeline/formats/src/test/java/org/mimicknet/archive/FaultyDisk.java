/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * The local disk under {@code faulty:/}, whose operations fail, stall or come short as a test asks.
 * Faults hold for the JVM; {@link #mend} takes them away.
 */
public final class FaultyDisk extends RawLocalFileSystem {
  /** As often as a fault may happen that lasts. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** What is done with a file or folder. */
  public enum Operation {
    /** To open a file. */
    OPEN,
    /** To read bytes of an open file, at a position or behind the last ones. */
    READ,
    /** To go to a position of an open file. */
    SEEK,
    /** To list a folder. */
    LIST,
    /** To ask for the status of a file or folder. */
    STATUS,
    /** To ask whether a file may be read. */
    ACCESS,
    /** To close an open file. */
    CLOSE
  }

  /** What a fault does. */
  @FunctionalInterface
  public interface Effect {
    /** Throws, waits, or does nothing. */
    void happen() throws IOException;
  }

  private record Fault(
      Operation operation, String ending, long fromByte, AtomicInteger left, Effect effect) {
    boolean isOf(Operation other, String path, long untilByte) {
      return operation == other && path.endsWith(ending) && untilByte > fromByte;
    }

    void happen() throws IOException {
      if (left.getAndUpdate(times -> times == ALWAYS ? ALWAYS : Math.max(0, times - 1)) > 0) {
        effect.happen();
      }
    }
  }

  private record End(String ending, long bytes) {}

  private static final List<Fault> FAULTS = new CopyOnWriteArrayList<>();
  private static final List<End> ENDS = new CopyOnWriteArrayList<>();

  /** The path by which Hadoop finds a file or folder of the local disk here. */
  public static String path(Configuration conf, java.nio.file.Path local) {
    conf.set("fs.faulty.impl", FaultyDisk.class.getName());
    return "faulty:" + local;
  }

  /** So many operations on paths that end so fail with an I/O error. */
  public static void fail(Operation operation, String ending, int times) {
    happen(
        operation,
        ending,
        times,
        () -> {
          throw new IOException("Input/output error");
        });
  }

  /** So many reads of bytes from {@code fromByte} on fail with an I/O error. */
  public static void failReadsFrom(long fromByte, String ending, int times) {
    FAULTS.add(
        new Fault(
            Operation.READ,
            ending,
            fromByte,
            new AtomicInteger(times),
            () -> {
              throw new IOException("Input/output error");
            }));
  }

  /**
   * Of the operations on paths that end so only the one of this number, from 1, fails with an I/O
   * error. Gives whether it has happened.
   */
  public static BooleanSupplier failOnly(Operation operation, String ending, int number) {
    AtomicInteger left = new AtomicInteger(number);
    happen(
        operation,
        ending,
        ALWAYS,
        () -> {
          if (left.decrementAndGet() == 0) {
            throw new IOException("Input/output error");
          }
        });
    return () -> left.get() <= 0;
  }

  /** So many operations on paths that end so take longer. */
  public static void stall(Operation operation, String ending, int times, Duration time) {
    happen(
        operation,
        ending,
        times,
        () -> {
          try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
          }
        });
  }

  /** So many operations on paths that end so have an effect of the test's own. */
  public static void happen(Operation operation, String ending, int times, Effect effect) {
    FAULTS.add(new Fault(operation, ending, -1, new AtomicInteger(times), effect));
  }

  /** Files whose path ends so give so many bytes and no more, whatever their status says. */
  public static void endAfter(long bytes, String ending) {
    ENDS.add(new End(ending, bytes));
  }

  /** Takes all faults away. */
  public static void mend() {
    FAULTS.clear();
    ENDS.clear();
  }

  @Override
  public URI getUri() {
    return URI.create("faulty:///");
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    meet(Operation.LIST, path, 0);
    return super.listStatus(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    meet(Operation.STATUS, path, 0);
    return super.getFileStatus(path);
  }

  @Override
  public void access(Path path, FsAction mode) throws IOException {
    meet(Operation.ACCESS, path, 0);
    super.getFileStatus(path);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    meet(Operation.OPEN, path, 0);
    return new FSDataInputStream(new Faulty(path, super.open(path, bufferSize)));
  }

  private static void meet(Operation operation, Path path, long untilByte) throws IOException {
    for (Fault fault : FAULTS) {
      if (fault.isOf(operation, path.toUri().getPath(), untilByte)) {
        fault.happen();
      }
    }
  }

  private static final class Faulty extends InputStream implements Seekable, PositionedReadable {
    private final Path path;
    private final FSDataInputStream in;

    Faulty(Path path, FSDataInputStream in) {
      this.path = path;
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int allowed = allowed(in.getPos(), length);
      return allowed < 0 ? -1 : in.read(target, offset, allowed);
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      int allowed = allowed(position, length);
      return allowed < 0 ? -1 : in.read(position, target, offset, allowed);
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
      if (allowed(position, length) < length) {
        throw new EOFException();
      }
      in.readFully(position, target, offset, length);
    }

    @Override
    public void readFully(long position, byte[] target) throws IOException {
      readFully(position, target, 0, target.length);
    }

    @Override
    public void seek(long position) throws IOException {
      meet(Operation.SEEK, path, 0);
      in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return in.seekToNewSource(position);
    }

    @Override
    public void close() throws IOException {
      meet(Operation.CLOSE, path, 0);
      in.close();
    }

    /** How many bytes from a position may be read at once; -1 where the file ends for the test. */
    private int allowed(long position, int length) throws IOException {
      meet(Operation.READ, path, position + length);
      long end =
          ENDS.stream()
              .filter(some -> path.toUri().getPath().endsWith(some.ending()))
              .mapToLong(End::bytes)
              .min()
              .orElse(Long.MAX_VALUE);
      return position >= end ? -1 : (int) Math.min(length, end - position);
    }
  }
}
