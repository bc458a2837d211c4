/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What whoever made a commit has written beside it: Delta's {@code userMetadata}. */
final class CommitNote {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CommitNote() {}

  /**
   * The note of a commit. Empty if it has none, or is not there: old ones are removed.
   *
   * @param location folder of the table, with its scheme
   */
  static Optional<String> of(Configuration hadoop, String location, long version) {
    String name = String.format(Locale.ROOT, "%020d.json", version);
    Path commit = new Path(new Path(location, "_delta_log"), name);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                commit.getFileSystem(hadoop).open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode info = JSON.readTree(line).path("commitInfo");
        if (!info.isMissingNode()) {
          return Optional.ofNullable(info.path("userMetadata").textValue());
        }
      }
      return Optional.empty();
    } catch (FileNotFoundException | JsonProcessingException noCommit) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the commit " + commit, e);
    }
  }
}
