/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.mimicknet.archive.ArchiveBuilder;

/** What the product reads of a file. */
public final class FrameRecords {
  private FrameRecords() {}

  /** All records of a file, in their order. */
  public static List<FrameRecord> of(Path file) throws IOException {
    List<FrameRecord> records = new ArrayList<>();
    try (SourceReader reader =
        new SourceReader(
            ArchiveBuilder.source(file), new Configuration(false), ReadSettings.DEFAULT)) {
      reader.forEachRemaining(records::add);
    }
    return records;
  }
}
