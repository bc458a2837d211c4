/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.archive.ArchiveBuilder.gzip;
import static org.mimicknet.archive.ArchiveBuilder.source;
import static org.mimicknet.archive.ArchiveBuilder.tar;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivePlanTest {
  private static final long RANGE_BYTES = 50_000;

  @TempDir Path folder;

  @Test
  void theRangesOfAZipAndOfATarTogetherGiveWhatTheWholeGives() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      members.put(
          (i % 3 == 0 ? "d/" + "n".repeat(150) : "m") + i + ".mat", random(1000 * (i % 13)));
    }
    members.put("i.zip", zip(Map.of("x.mat", random(2000))));
    for (Source source :
        List.of(source(folder, "a.zip", zip(members)), source(folder, "a.tar", tar(members)))) {
      ArchivePlan plan = plan(source, ArchiveLimits.DEFAULT);

      assertThat(plan.ranges()).hasSizeBetween(4, 6);
      assertThat(lines(source, plan, ArchiveLimits.DEFAULT)).isEqualTo(Walk.lines(source));
    }
  }

  @Test
  void theMetadataOfTheSourceAreFoundFromEveryRange() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      members.put("m" + i, random(30_000));
      if (i % 4 == 0) {
        members.put("t/table" + i + (i == 4 ? ".CSV" : ".csv.gz"), gzip(random(10)));
      }
    }
    for (Source source :
        List.of(source(folder, "a.zip", zip(members)), source(folder, "a.tar", tar(members)))) {
      ArchivePlan plan = plan(source, ArchiveLimits.DEFAULT);

      List<String> csvs = new ArrayList<>();
      plan.metadata().forEach(range -> csvs.addAll(Walk.lines(source, range)));
      String archive = source.path();
      assertThat(csvs)
          .containsExactly(
              archive + "!/t/table0.csv.gz!/table0.csv 10",
              archive + "!/t/table4.CSV!/content 10",
              archive + "!/t/table8.csv.gz!/table8.csv 10");
    }
  }

  @Test
  void theFilesOfOneCaptureAreInOneRange() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      members.put(i == 2 ? "c_iq.raw" : i == 8 ? "c_env.raw" : "m" + i, random(30_000));
    }
    Source source = source(folder, "a.tar", tar(members));

    ArchivePlan plan = plan(source, ArchiveLimits.DEFAULT);

    assertThat(plan.ranges()).hasSizeBetween(3, 4);
    assertThat(plan.ranges().stream().flatMap(range -> Walk.lines(source, range).stream()))
        .filteredOn(line -> line.startsWith("a.tar!/c_raw"))
        .hasSize(1);
  }

  @Test
  void theNumberOfEntriesIsLimitedOverAllRanges() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      members.put("m" + i, random(30_000));
    }
    ArchiveLimits twelve = ArchiveLimits.DEFAULT.with(Limit.ENTRIES, 12);
    for (Source source :
        List.of(source(folder, "a.zip", zip(members)), source(folder, "a.tar", tar(members)))) {
      ArchivePlan plan = plan(source, twelve);

      assertThat(plan.ranges()).hasSizeGreaterThan(3);
      assertThat(lines(source, plan, twelve))
          .isEqualTo(Walk.lines(source, twelve))
          .hasSize(13)
          .endsWith(source.path() + " limit_exceeded");
    }
  }

  @Test
  void theEndOfACutTarIsToldOnce() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      members.put("m" + i, random(30_000));
    }
    byte[] whole = tar(members);
    for (int length : new int[] {whole.length - 2000, whole.length - 30_000, 31_232 * 4}) {
      Source source = source(folder, "a.tar", Arrays.copyOf(whole, length));
      ArchivePlan plan = plan(source, ArchiveLimits.DEFAULT);

      assertThat(lines(source, plan, ArchiveLimits.DEFAULT)).isEqualTo(Walk.lines(source));
    }
  }

  @Test
  void whatCannotBeCutIsReadWhole() {
    byte[] archive = zip(Map.of("a", random(80_000), "b", random(80_000)));
    byte[] broken = Arrays.copyOf(archive, archive.length - 10);
    Source gone = new Source(folder.resolve("gone").toString(), 1 << 20, "gone");

    for (Source source :
        List.of(
            source(folder, "a.tgz", gzip(tar(Map.of("a", random(200_000))))),
            source(folder, "broken.zip", broken),
            source(folder, "plain", random(200_000)),
            source(folder, "small.zip", zip(Map.of("a", random(10), "b", random(10)))),
            gone)) {
      ArchivePlan plan = plan(source, ArchiveLimits.DEFAULT);

      assertThat(plan.ranges()).as(source.path()).containsExactly(EntryRange.ALL);
      assertThat(plan.metadata()).isEmpty();
    }
  }

  @Test
  void storageThatFailsOrComesShortGivesNoPlanAndNeverAShorterOne() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      members.put("m" + i, random(30_000));
    }
    Configuration conf = new Configuration(false);
    for (byte[] archive : List.of(zip(members), tar(members))) {
      Path file = Files.write(folder.resolve("faulty"), archive);
      Source source = new Source(FaultyDisk.path(conf, file), archive.length, "faulty");
      ArchivePlan sound = ArchivePlan.of(source, conf, ArchiveLimits.DEFAULT, RANGE_BYTES);
      assertThat(sound.ranges()).hasSizeGreaterThan(3);
      for (FaultyDisk.Operation operation :
          List.of(
              FaultyDisk.Operation.OPEN, FaultyDisk.Operation.READ, FaultyDisk.Operation.SEEK)) {
        int calls = 0;
        for (boolean wasMet = true; wasMet; calls++) {
          BooleanSupplier fault = FaultyDisk.failOnly(operation, file.toString(), calls + 1);
          Optional<ArchivePlan> plan = planOrFailure(source, conf);
          wasMet = fault.getAsBoolean();
          assertThat(plan).isEqualTo(wasMet ? Optional.empty() : Optional.of(sound));
          FaultyDisk.mend();
        }
        assertThat(calls).isGreaterThan(1);
      }
      FaultyDisk.endAfter(archive.length / 2, file.toString());
      assertThat(planOrFailure(source, conf)).isEmpty();
      FaultyDisk.mend();
    }
  }

  private static Optional<ArchivePlan> planOrFailure(Source source, Configuration conf) {
    try {
      return Optional.of(ArchivePlan.of(source, conf, ArchiveLimits.DEFAULT, RANGE_BYTES));
    } catch (StorageException e) {
      return Optional.empty();
    }
  }

  @Test
  void aFileThatIsNoArchiveAnyMoreIsNotReadByAPlanOfBefore() {
    Source source = source(folder, "a.zip", random(1000));

    assertThatThrownBy(() -> Walk.lines(source, new EntryRange(3, 9, 3)))
        .isInstanceOf(StorageException.class)
        .hasMessage("The file has changed since its parts were planned");
  }

  private static ArchivePlan plan(Source source, ArchiveLimits limits) {
    return ArchivePlan.of(source, new Configuration(false), limits, RANGE_BYTES);
  }

  private static List<String> lines(Source source, ArchivePlan plan, ArchiveLimits limits) {
    List<String> lines = new ArrayList<>();
    plan.ranges().forEach(range -> lines.addAll(Walk.lines(source, limits, range)));
    return lines;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
