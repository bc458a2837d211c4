/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.mimicknet.Internal;
import org.mimicknet.archive.ArchivePlan;
import org.mimicknet.archive.EntryRange;
import org.mimicknet.archive.SharedTails;
import org.mimicknet.archive.Source;

/**
 * What one task reads of a source: all of it, or a range of the entries of a big archive.
 *
 * @param number of the part in its source, from 0
 * @param range the entries
 * @param metadata where the metadata CSVs of the whole archive lie; empty for a whole source, in
 *     which they are looked for
 * @param shared what does not tell the members of the whole archive apart; nothing for a whole
 *     source, whose members are all met
 * @param parts how many parts the source has
 */
@Internal
public record SourcePart(
    Source source,
    int number,
    EntryRange range,
    List<EntryRange> metadata,
    SharedTails shared,
    int parts)
    implements Serializable {
  public SourcePart {
    metadata = List.copyOf(metadata);
  }

  /** All of a source. */
  public static SourcePart whole(Source source) {
    return new SourcePart(source, 0, EntryRange.ALL, List.of(), SharedTails.NONE, 1);
  }

  /** The parts that a plan cuts a source into. */
  public static List<SourcePart> of(Source source, ArchivePlan plan) {
    int count = plan.ranges().size();
    List<SourcePart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(
          new SourcePart(source, i, plan.ranges().get(i), plan.metadata(), plan.shared(), count));
    }
    return parts;
  }

  /** Whether it is all of its source. */
  public boolean isWhole() {
    return parts == 1;
  }

  /** Packed bytes, about. */
  public long bytes() {
    return source.size() / parts;
  }
}
