/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;

class MetadataLookupTest {
  private static final FrameRecord FRAME =
      FrameRecord.failed("one.zip!/scan/a.mat", Reason.MALFORMED, "It is broken");

  @Test
  void ofTwoRowsOfAFileTheFirstCounts() {
    MetadataLookup lookup = new MetadataLookup();
    lookup.add(row("a.mat", "first"));
    lookup.add(row("a.mat", "second"));

    assertThat(lookup.size()).isEqualTo(1);
    assertThat(lookup.of("a.mat")).map(row -> row.metadata().probe()).contains("first");
    assertThat(lookup.of("b.mat")).isEmpty();
  }

  @Test
  void rowsOfALaterLookupCountLess() {
    MetadataLookup lookup = new MetadataLookup();
    lookup.add(row("a.mat", "first"));
    MetadataLookup later = new MetadataLookup();
    later.add(row("a.mat", "second"));
    later.add(row("b.mat", "other"));

    lookup.addAll(later);

    assertThat(lookup.size()).isEqualTo(2);
    assertThat(lookup.of("a.mat")).map(row -> row.metadata().probe()).contains("first");
    assertThat(lookup.of("b.mat")).map(row -> row.metadata().probe()).contains("other");
  }

  @Test
  void aRowThatCannotBeUsedIsLeftOut() {
    MetadataLookup lookup = new MetadataLookup();
    lookup.add(MetadataRow.unusable("table.csv", 2, Reason.UNREADABLE_ROW, "It has no filename"));

    assertThat(lookup.size()).isZero();
  }

  @Test
  void aRecordMeetsItsRowByTheLastPartOfItsPath() {
    MetadataLookup lookup = new MetadataLookup();
    lookup.add(row("a.mat", "c52v"));

    FrameRecord joined = lookup.joined(FRAME);

    assertThat(joined.metadata().probe()).isEqualTo("c52v");
    assertThat(joined.detail()).isEqualTo("It is broken; metadata: target missing");
    assertThat(new MetadataLookup().joined(FRAME)).isSameAs(FRAME);
  }

  private static MetadataRow row(String fileName, String probe) {
    FrameMetadata metadata = FrameMetadata.builder().probe(probe).build();
    return new MetadataRow("table.csv", 2, fileName, metadata, "target missing", null);
  }
}
