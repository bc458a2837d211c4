/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.mimicknet.Internal;

/**
 * The frames of a training as Spark wrote them into a folder: sequence files whose values are
 * {@link TrainingFrame#toBytes}.
 */
@Internal
public final class FrameFiles {
  private static final String PREFIX = "part-";

  private FrameFiles() {}

  /** Gives every frame of the folder to a consumer, one at a time. */
  public static void read(String folder, Configuration hadoop, Consumer<TrainingFrame> consumer) {
    Path root = new Path(folder);
    try {
      FileSystem files = root.getFileSystem(hadoop);
      Path[] parts =
          Arrays.stream(files.listStatus(root))
              .map(FileStatus::getPath)
              .filter(path -> path.getName().startsWith(PREFIX))
              .sorted()
              .toArray(Path[]::new);
      for (Path part : parts) {
        readPart(part, hadoop, consumer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the training frames in " + folder, e);
    }
  }

  private static void readPart(Path part, Configuration hadoop, Consumer<TrainingFrame> consumer)
      throws IOException {
    BytesWritable value = new BytesWritable();
    try (SequenceFile.Reader reader =
        new SequenceFile.Reader(hadoop, SequenceFile.Reader.file(part))) {
      while (reader.next(NullWritable.get(), value)) {
        consumer.accept(TrainingFrame.fromBytes(value.getBytes(), value.getLength()));
      }
    }
  }
}
