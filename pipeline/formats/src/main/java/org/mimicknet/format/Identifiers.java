/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

/** How personal the identifiers of a file are: study, series, file name. */
public enum Identifiers {
  /** They name or number patients: a table holds them as keyed pseudonyms only. */
  PERSONAL,
  /** They are research ids, given out to be published: kept as they are. */
  RESEARCH,
  /** No reader took the file, so that its name may be that of a patient or not. */
  UNKNOWN
}
