/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
@SuppressWarnings("unused") // picocli fills and reads the fields
final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = StoredFileConverter.class,
      description =
          "Options in a file (HOCON), local, gs:// or hdfs://; the command line wins. See"
              + " conf/example.conf.")
  private StoredFile config;

  @Option(names = "--verbose", description = "Show stack traces.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The file of {@code --config}, if there is one. */
  Optional<StoredFile> config() {
    return Optional.ofNullable(config);
  }

  boolean verbose() {
    return verbose;
  }
}
