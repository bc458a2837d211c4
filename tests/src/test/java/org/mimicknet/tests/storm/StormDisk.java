/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.mimicknet.tests.storm.Fault.Moment;
import org.mimicknet.tests.storm.Fault.Operation;

/** The local disk as Hadoop sees it, on which {@link Faults} happen. */
public final class StormDisk extends LocalFileSystem {
  private Faults faults;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(name, conf);
    faults = Faults.of(conf);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    faults.meet(Operation.OPEN, Moment.BEFORE, path);
    return new FSDataInputStream(new Reading(faults, path, super.open(path, bufferSize)));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    faults.meet(Operation.CREATE, Moment.BEFORE, path);
    FSDataOutputStream out =
        super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    return writing(faults, path, out);
  }

  @Override
  public boolean rename(Path source, Path target) throws IOException {
    faults.meet(Operation.RENAME, Moment.BEFORE, target);
    boolean done = super.rename(source, target);
    faults.meet(Operation.RENAME, Moment.AFTER, target);
    return done;
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    faults.meet(Operation.LIST, Moment.BEFORE, path);
    return super.listStatus(path);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    faults.meet(Operation.STATUS, Moment.BEFORE, path);
    return super.getFileStatus(path);
  }

  /** A file that was created; its creation may fail all the same. */
  static FSDataOutputStream writing(Faults faults, Path path, FSDataOutputStream out)
      throws IOException {
    try {
      faults.meet(Operation.CREATE, Moment.AFTER, path);
    } catch (IOException e) {
      out.close();
      throw e;
    }
    return new Writing(faults, path, out);
  }

  /** A file that is written: what fails in the middle leaves its beginning. */
  private static final class Writing extends FSDataOutputStream {
    private final Faults faults;
    private final Path path;
    private boolean closed;

    Writing(Faults faults, Path path, FSDataOutputStream out) throws IOException {
      super(out, null);
      this.faults = faults;
      this.path = path;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      faults.meet(Operation.WRITE, Moment.BEFORE, path);
      super.write(bytes, offset, length);
      faults.meet(Operation.WRITE, Moment.AFTER, path);
    }

    /** The file is closed in any case: nothing else would give back what it holds. */
    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try {
        faults.meet(Operation.CLOSE, Moment.BEFORE, path);
      } catch (IOException e) {
        super.close();
        throw e;
      }
      super.close();
      faults.meet(Operation.CLOSE, Moment.AFTER, path);
    }
  }

  private static final class Reading extends InputStream implements Seekable, PositionedReadable {
    private final Faults faults;
    private final Path path;
    private final FSDataInputStream in;

    Reading(Faults faults, Path path, FSDataInputStream in) {
      this.faults = faults;
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
      faults.meet(Operation.READ, Moment.BEFORE, path);
      return in.read(target, offset, length);
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      faults.meet(Operation.READ, Moment.BEFORE, path);
      return in.read(position, target, offset, length);
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
      faults.meet(Operation.READ, Moment.BEFORE, path);
      in.readFully(position, target, offset, length);
    }

    @Override
    public void readFully(long position, byte[] target) throws IOException {
      readFully(position, target, 0, target.length);
    }

    @Override
    public void seek(long position) throws IOException {
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
      in.close();
    }
  }
}
