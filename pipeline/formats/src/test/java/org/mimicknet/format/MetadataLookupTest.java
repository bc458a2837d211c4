/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mimicknet.archive.Reason;
import org.mimicknet.archive.SharedTails;

class MetadataLookupTest {
  private final MetadataLookup lookup = new MetadataLookup();

  @Test
  void ofRowsThatSayDifferentThingsOfAFileNoneCounts() {
    add("", "a.mat", "first");
    add("", "a.mat", "second");
    add("", "b.mat", "third");
    add("", "b.mat", "third");

    assertThat(lookup.size()).isEqualTo(3);
    assertThat(probe("a.mat")).isNull();
    assertThat(probe("x.zip/a.mat")).isNull();
    assertThat(probe("b.mat")).isEqualTo("third");
    assertThat(probe("c.mat")).isNull();
  }

  @Test
  void aRowThatNamesAFolderIsNotJoinedToAMemberByItsName() {
    add("in", "study1/a.mat", "first");
    JoinKey member = JoinKey.of("in/south.zip!/study2/a.mat", 1, true);

    assertThat(lookup.of(member).doubt()).contains("of another folder");
    assertThat(probe("in/study2/a.mat")).isEqualTo("first");
  }

  @Test
  void rowsOfALaterLookupCountLess() {
    add("", "a.mat", "first");
    MetadataLookup later = new MetadataLookup();
    later.add("", row("a.mat", "second"));
    later.add("", row("b.mat", "other"));

    lookup.beginTier();
    lookup.addAll(later);

    assertThat(lookup.size()).isEqualTo(3);
    assertThat(probe("a.mat")).isEqualTo("first");
    assertThat(probe("b.mat")).isEqualTo("other");
  }

  @Test
  void aRowThatCannotBeUsedIsLeftOut() {
    lookup.add(
        "", MetadataRow.unusable("table.csv", 2, Reason.UNREADABLE_ROW, "It has no filename"));

    assertThat(lookup.size()).isZero();
  }

  @Test
  void aRecordTakesWhatItsRowSays() {
    FrameRecord frame = FrameRecord.failed("one.zip!/scan/a.mat", Reason.MALFORMED, "It is broken");
    add("", "a.mat", "c52v");

    FrameRecord joined = lookup.of(frame.join()).in(frame);

    assertThat(joined.metadata().probe()).isEqualTo("c52v");
    assertThat(joined.detail()).isEqualTo("It is broken; metadata: target missing");
    assertThat(new MetadataLookup().of(frame.join()).in(frame)).isSameAs(frame);
  }

  @Test
  void thePathFromTheFolderOfTheCsvWinsOverAllOthers() {
    add("", "study1/a.mat", "of the root");
    add("study1", "a.mat", "of its folder");
    add("study2", "a.mat", "of another folder");
    add("", "x/study1/a.mat", "of a longer path");

    assertThat(probe("study1/a.mat")).isEqualTo("of its folder");
    assertThat(probe("study2/a.mat")).isEqualTo("of another folder");
  }

  @Test
  void theLongestEndOfAPathWins() {
    add("meta", "study1/a.mat", "one");
    add("meta", "day/study1/a.mat", "day");
    add("meta", "study2/a.mat", "two");

    assertThat(probe("in/study1/a.mat")).isEqualTo("one");
    assertThat(probe("in/day/study1/a.mat")).isEqualTo("day");
    assertThat(probe("in/study2/a.mat")).isEqualTo("two");
    assertThat(doubt("in/study3/a.mat")).contains("several rows");
  }

  @Test
  void aPathOfAnotherComputerIsJoinedByItsEnd() {
    add("meta", "D:/export/study1/a.mat", "one");
    add("meta", "D:/export/study2/a.mat", "two");
    add("meta", "D:/export/b.mat", "only");

    assertThat(probe("in/study1/a.mat")).isEqualTo("one");
    assertThat(probe("in/study2/a.mat")).isEqualTo("two");
    assertThat(probe("in/b.mat")).isEqualTo("only");
  }

  @Test
  void partsOfPathsAreComparedWhole() {
    add("meta", "xstudy1/a.mat", "x");
    add("meta", "study1-b/a.mat", "b");

    assertThat(doubt("in/study1/a.mat")).contains("several rows");
    assertThat(probe("in/study1/xa.mat")).isNull();
  }

  @Test
  void aBareNameIsThatOfTheNearestFolderAbove() {
    add("study1", "a.mat", "one");
    add("study2", "a.mat", "two");
    know("study1/iq/a.mat", "study2/iq/a.mat", "study3/a.mat");

    assertThat(probe("study1/iq/a.mat")).isEqualTo("one");
    assertThat(probe("study2/iq/a.mat")).isEqualTo("two");
    assertThat(doubt("study3/a.mat")).contains("several rows");
  }

  @Test
  void aBareNameThatSeveralFilesHaveIsJoinedToNone() {
    add("", "a.mat", "p");
    know("study1/a.mat", "study2/a.mat", "study2/b.mat");

    assertThat(probe("study1/a.mat")).isNull();
    assertThat(doubt("study2/a.mat"))
        .isEqualTo(
            "metadata: not joined, for the row of a CSV that fits it fits other files, too: write"
                + " paths into the column filename");
  }

  @Test
  void anEndThatSeveralFilesHaveIsJoinedToNone() {
    add("meta", "C:/day1/a.mat", "p");
    know("site1/day1/a.mat", "site2/day1/a.mat");

    assertThat(doubt("site1/day1/a.mat")).contains("other files");
    assertThat(doubt("site2/day1/a.mat")).contains("other files");
  }

  @Test
  void aFileBesideItsCsvMayHaveTheNameOfOthers() {
    add("study1", "a.mat", "one");
    know("study1/a.mat", "study2/a.mat");

    assertThat(probe("study1/a.mat")).isEqualTo("one");
    assertThat(doubt("study2/a.mat")).contains("other files");
  }

  @Test
  void rowsThatSayTheSameAreOne() {
    add("copy", "a.mat", "p");
    add("meta", "a.mat", "p");

    assertThat(probe("in/a.mat")).isEqualTo("p");
  }

  @Test
  void aRowOfAnEarlierTierWinsAndDoubtAsksTheNext() {
    add("meta", "a.mat", "named");
    add("meta", "x/b.mat", "x");
    add("meta", "y/b.mat", "y");
    lookup.beginTier();
    add("in", "a.mat", "beside");
    add("in", "b.mat", "beside");
    add("in", "c.mat", "beside");

    assertThat(probe("in/a.mat")).isEqualTo("named");
    assertThat(probe("in/b.mat")).isEqualTo("beside");
    assertThat(lookup.of(JoinKey.of("in/c.mat")).number()).isEqualTo(5);
    assertThat(lookup.rows().get(5).file()).isEqualTo("c.mat");
  }

  private void add(String folder, String file, String probe) {
    lookup.add(folder, row(file, probe));
  }

  private void know(String... files) {
    lookup.knowFiles(SharedTails.of(List.of(files), Set.of("study1", "study2")));
  }

  private String probe(String path) {
    return lookup.of(JoinKey.of(path)).joined().map(row -> row.metadata().probe()).orElse(null);
  }

  private String doubt(String path) {
    MetadataMatch match = lookup.of(JoinKey.of(path));
    assertThat(match.joined()).isEmpty();
    return match.doubt();
  }

  private static MetadataRow row(String file, String probe) {
    FrameMetadata metadata = FrameMetadata.builder().probe(probe).build();
    return new MetadataRow("table.csv", 2, file, metadata, "target missing", null);
  }
}
