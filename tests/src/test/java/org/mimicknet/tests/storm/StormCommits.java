/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.storm;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.mimicknet.tests.storm.Fault.Moment;
import org.mimicknet.tests.storm.Fault.Operation;

/** The same as {@link StormDisk} by the interface through which Delta Lake commits. */
public final class StormCommits extends FilterFs {
  private static final String IMPLEMENTATION = "fs.AbstractFileSystem.file.impl";

  private final Faults faults;

  /** As Hadoop makes it. */
  public StormCommits(URI uri, Configuration conf)
      throws URISyntaxException, UnsupportedFileSystemException {
    super(AbstractFileSystem.createFileSystem(URI.create("file:///"), undisturbed(conf)));
    this.faults = Faults.of(conf);
  }

  private static Configuration undisturbed(Configuration conf) {
    Configuration other = new Configuration(conf);
    other.set(IMPLEMENTATION, "org.apache.hadoop.fs.local.LocalFs");
    return other;
  }

  @Override
  public FSDataOutputStream createInternal(
      Path path,
      EnumSet<CreateFlag> flag,
      FsPermission permission,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      ChecksumOpt checksumOpt,
      boolean createParent)
      throws IOException {
    faults.meet(Operation.CREATE, Moment.BEFORE, path);
    FSDataOutputStream out =
        super.createInternal(
            path,
            flag,
            permission,
            bufferSize,
            replication,
            blockSize,
            progress,
            checksumOpt,
            createParent);
    return StormDisk.writing(faults, path, out);
  }

  @Override
  public void renameInternal(Path source, Path target) throws IOException {
    faults.meet(Operation.RENAME, Moment.BEFORE, target);
    super.renameInternal(source, target);
    faults.meet(Operation.RENAME, Moment.AFTER, target);
  }

  @Override
  public void renameInternal(Path source, Path target, boolean overwrite) throws IOException {
    faults.meet(Operation.RENAME, Moment.BEFORE, target);
    super.renameInternal(source, target, overwrite);
    faults.meet(Operation.RENAME, Moment.AFTER, target);
  }
}
