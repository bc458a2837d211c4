/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.archive.SharedTails;

/**
 * The usable rows of metadata CSVs by the files that they speak of, in tiers: a row counts more
 * than all rows of later tiers. {@link MetadataTier} says how a file meets the rows of one. Fill it
 * before others see it: it is not thread-safe.
 */
@Internal
public final class MetadataLookup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<MetadataTier> tiers = new ArrayList<>(List.of(new MetadataTier()));
  private SharedTails files = SharedTails.NONE;

  /**
   * Adds a row to the last tier, if it is usable.
   *
   * @param folder where its CSV lies, as {@link org.mimicknet.archive.FilePath#plain} gives it
   */
  public void add(String folder, MetadataRow row) {
    if (row.isUsable()) {
      tiers.get(tiers.size() - 1).add(folder, row);
    }
  }

  /** Adds the rows of another to the last tier. */
  public void addAll(MetadataLookup later) {
    for (MetadataTier tier : later.tiers) {
      tier.entries().forEach(entry -> add(entry.folder(), entry.row()));
    }
  }

  /** What is added from here on counts less than all that is there. */
  public void beginTier() {
    tiers.add(new MetadataTier());
  }

  /** Says what does not tell the files apart that are known. */
  public void knowFiles(SharedTails shared) {
    files = shared;
  }

  /**
   * By which ends of its path a file may meet a row that does not name it wholly: what {@link
   * SharedTails#ofEnds} takes, once several files have it.
   *
   * @param path as {@link org.mimicknet.archive.FilePath#plain} gives it
   */
  public List<String> ends(String path) {
    return tiers.stream().flatMap(tier -> tier.ends(path).stream()).distinct().toList();
  }

  /** How many rows may meet a file. */
  public int size() {
    return tiers.stream().mapToInt(tier -> tier.entries().size()).sum();
  }

  /** The rows, by their {@link MetadataMatch#number}. */
  public List<MetadataRow> rows() {
    return tiers.stream()
        .flatMap(tier -> tier.entries().stream())
        .map(MetadataTier.Entry::row)
        .toList();
  }

  /** What the CSVs say of a file. */
  public MetadataMatch of(JoinKey key) {
    MetadataMatch doubt = MetadataMatch.NONE;
    int before = 0;
    for (MetadataTier tier : tiers) {
      MetadataMatch match = tier.of(key, files);
      if (match.joined().isPresent()) {
        return match.behind(before);
      }
      doubt = doubt.doubt().isEmpty() ? match : doubt;
      before += tier.entries().size();
    }
    return doubt;
  }
}
