/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.action;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.mimicknet.cluster.Shared;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.MetadataLookup;
import org.mimicknet.format.MetadataMatch;
import org.mimicknet.format.MetadataRow;
import org.mimicknet.format.PrivacyStep;

/** Joins what CSVs outside of archives say to records, in tasks, and knows what rows were met. */
final class MetadataJoin implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shared<MetadataLookup> lookup;
  private final MetRows met = new MetRows();

  MetadataJoin(SparkSession spark, Shared<MetadataLookup> lookup) {
    this.lookup = lookup;
    spark.sparkContext().register(met);
  }

  /** A record with what the CSVs say of it. */
  FrameRecord joined(FrameRecord record) {
    MetadataMatch match = lookup.value().of(record.join());
    if (match.joined().isPresent()) {
      met.add(new MetRows.Meeting(match.number(), record.join().path()));
    }
    return match.in(record);
  }

  /** The rows so far, for each CSV, the first by its order of counting. */
  List<MetadataUse> use(PrivacyStep privacy) {
    int[] files = met.value();
    List<MetadataRow> rows = lookup.value().rows();
    Map<String, MetadataUse> use = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      int file = i < files.length ? files[i] : 0;
      MetadataUse one =
          new MetadataUse(rows.get(i).csv(), 1, file == 0 ? 1 : 0, file == MetRows.SEVERAL ? 1 : 0);
      use.merge(one.csv(), one, MetadataUse::plus);
    }
    List<MetadataUse> stored = new ArrayList<>();
    use.values()
        .forEach(
            one ->
                stored.add(
                    one.storedAs(privacy.path(one.csv(), Identifiers.UNKNOWN, stored.size()))));
    return stored;
  }
}
