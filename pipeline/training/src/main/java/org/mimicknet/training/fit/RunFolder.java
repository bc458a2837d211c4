/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.mimicknet.Internal;

/**
 * The folder of a training, on any file system that Hadoop knows: another executor finds there what
 * this one left. Files appear whole or not at all.
 */
@Internal
public final class RunFolder {
  private final Path root;
  private final FileSystem files;

  /** The folder at a path; it is made with its first file. */
  public RunFolder(String location, Configuration hadoop) {
    try {
      this.root = new Path(location);
      this.files = root.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use the training folder " + location, e);
    }
  }

  /** Writes a file, over an older one. */
  public void write(String name, byte[] content) {
    Path file = new Path(root, name);
    Path partial = new Path(file.getParent(), "." + file.getName() + ".partial");
    try {
      try (FSDataOutputStream out = files.create(partial, true)) {
        out.write(content);
      }
      files.delete(file, false);
      if (!files.rename(partial, file)) {
        throw new IOException("cannot rename " + partial);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The content of a file. */
  public byte[] read(String name) {
    Path file = new Path(root, name);
    try {
      byte[] content = new byte[Math.toIntExact(files.getFileStatus(file).getLen())];
      try (FSDataInputStream in = files.open(file)) {
        in.readFully(0, content);
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Whether there is a file of that name. */
  public boolean has(String name) {
    try {
      return files.exists(new Path(root, name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + root, e);
    }
  }

  /** The names of complete files that start so, sorted. */
  public List<String> names(String prefix) {
    try {
      return Arrays.stream(files.listStatus(root))
          .filter(FileStatus::isFile)
          .map(status -> status.getPath().getName())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + root, e);
    }
  }

  /** Removes a file, if it is there. */
  public void delete(String name) {
    try {
      files.delete(new Path(root, name), false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete in " + root, e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
