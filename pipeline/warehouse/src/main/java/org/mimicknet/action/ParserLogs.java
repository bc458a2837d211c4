/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The loggers of parsers, which quote the files that they read. */
final class ParserLogs {
  /** It logs names of groups, which may be those of patients, at the level of a cluster. */
  private static final String HDF5 = "io.jhdf";

  private ParserLogs() {}

  /** Nothing is logged in this JVM, whatever configuration of logging a cluster gave it. */
  static void silence() {
    Configurator.setLevel(HDF5, Level.OFF);
  }
}
