/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.jobs;

import picocli.CommandLine.Option;

/** The folder of Delta tables that a command works on. */
final class WarehouseOption {
  @Option(
      names = "--warehouse",
      required = true,
      paramLabel = "DIR",
      converter = Location.class,
      description = "Folder of the tables: local, gs:// or hdfs://.")
  private String path;

  String path() {
    return path;
  }
}
