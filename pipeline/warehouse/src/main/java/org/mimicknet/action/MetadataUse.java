/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

/**
 * What became of the rows of a metadata CSV that lies outside of archives, in one run. Rows that
 * cannot be used are not among them: they are in {@code frames}, with a reason.
 *
 * @param csv its path, as the table would hold it
 * @param rows files that it names
 * @param unmet those of them that no file has met that this run read
 * @param several those that were joined to several files, by a name or path that all of them have
 */
public record MetadataUse(String csv, long rows, long unmet, long several) {
  MetadataUse plus(MetadataUse other) {
    return new MetadataUse(csv, rows + other.rows, unmet + other.unmet, several + other.several);
  }

  MetadataUse storedAs(String path) {
    return new MetadataUse(path, rows, unmet, several);
  }
}
