/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mimicknet.Internal;

/**
 * The usable rows of metadata CSVs by the file name that they speak of. Of several rows of one name
 * the first that is added counts. Fill it before others see it: it is not thread-safe.
 */
@Internal
public final class MetadataLookup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, MetadataRow> rows = new HashMap<>();

  /** Adds a row, if it is usable. */
  public void add(MetadataRow row) {
    if (row.isUsable()) {
      rows.putIfAbsent(row.fileName(), row);
    }
  }

  /** Adds the rows of another, which count less than those that are there. */
  public void addAll(MetadataLookup later) {
    later.rows.forEach(rows::putIfAbsent);
  }

  /** How many file names have a row. */
  public int size() {
    return rows.size();
  }

  /** What the CSVs say of a file; its name is without folders. */
  public Optional<MetadataRow> of(String fileName) {
    return Optional.ofNullable(rows.get(fileName));
  }

  /** The record with what the CSVs say of it: see {@link FrameRecord#joined}. */
  public FrameRecord joined(FrameRecord record) {
    return of(record.fileName()).map(record::joined).orElse(record);
  }
}
