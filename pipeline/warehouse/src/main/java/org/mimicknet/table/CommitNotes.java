/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The notes that commits of a Delta table carry ({@code userMetadata}), from its log: a file for
 * each version with one action in JSON on each line, as the Delta protocol defines it. The history
 * that Delta offers costs Spark jobs, most of the time of a small append.
 */
final class CommitNotes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CommitNotes() {}

  /** Whether a commit after a version of the table carries a note. */
  static boolean contain(Configuration hadoop, String location, long version, String note) {
    try {
      FileSystem fs = new Path(location).getFileSystem(hadoop);
      for (long next = version + 1; ; next++) {
        Path commit = new Path(location, "_delta_log/%020d.json".formatted(next));
        try (BufferedReader actions =
            new BufferedReader(new InputStreamReader(fs.open(commit), StandardCharsets.UTF_8))) {
          if (carries(actions, note)) {
            return true;
          }
        } catch (FileNotFoundException noMoreCommits) {
          return false;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of the table " + location, e);
    }
  }

  private static boolean carries(BufferedReader actions, String note) throws IOException {
    for (String action = actions.readLine(); action != null; action = actions.readLine()) {
      if (JSON.readTree(action).at("/commitInfo/userMetadata").asText().equals(note)) {
        return true;
      }
    }
    return false;
  }
}
