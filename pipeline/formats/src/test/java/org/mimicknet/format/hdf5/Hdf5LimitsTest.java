/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mimicknet.format.TestMembers.assertRefused;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mimicknet.TaskMemory;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.Limit;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.WrittenSamples;
import org.mimicknet.format.hdf5.Hdf5Files.Node;

/** What a file claims is held against the limits before memory is taken. */
class Hdf5LimitsTest {
  private final Hdf5Files files = new Hdf5Files();

  @Test
  void aFrameOfTooManyPixelsIsRefused() {
    assertRefused(
        image(new int[] {1, 30_000, 30_000}),
        Reason.LIMIT_EXCEEDED,
        "image declares 30000 x 30000 pixels; at most 16777216 are read");
  }

  @Test
  void anArrayFarLargerThanItsFileIsRefused() {
    byte[] file = image(new int[] {1_000_000, 100, 100});

    assertRefused(
        file,
        Reason.LIMIT_EXCEEDED,
        "An array of the HDF5 file declares the size [1000000, 100, 100], 80000000000 bytes: more"
            + " than 200 times its file");
  }

  @Test
  void anArrayThatIsNotStoredWholeIsMalformed() {
    assertRefused(
        image(new int[] {1, 3, 2}),
        Reason.MALFORMED,
        "An array of the HDF5 file declares 48 bytes, but 8 are stored");
  }

  @Test
  void aMemberThatDoesNotFitIntoMemoryIsRefused() {
    byte[] file = image(new int[] {1, 1, 1});
    ReadSettings small =
        ReadSettings.DEFAULT.withLimits(
            ArchiveLimits.DEFAULT.with(Limit.MEMBER_BYTES, file.length - 1));

    assertThatThrownBy(() -> TestMembers.read(file, small))
        .isInstanceOf(MemberException.class)
        .hasMessage(
            "The HDF5 file is longer than %d bytes: it must fit into memory"
                .formatted(file.length - 1));
  }

  /** The first array is of 64 KiB, as no size is declared; the file is copied out of it. */
  @Test
  void theSecondArrayOfAMemberCountsAsMemoryToo() {
    byte[] file = image(new int[] {1, 1, 1});
    Member undeclared = new Member("a.h5", null, new byte[0], new ByteArrayInputStream(file));
    ArchiveLimits oneArray = ArchiveLimits.DEFAULT.withMemory(new TaskMemory(1 << 16, 1));

    assertThatThrownBy(() -> MemberBytes.all(undeclared, oneArray))
        .isInstanceOf(MemberException.class)
        .hasMessageStartingWith("The HDF5 file needs 1 MB of memory");
  }

  @Test
  void linksToOtherFilesAreNotFollowed() throws MemberException {
    Hdf5Group root =
        Hdf5File.open(WrittenSamples.bytes("hdf5/links.h5"), ArchiveLimits.DEFAULT).root();

    assertThat(root.names()).isNotEmpty().allMatch(name -> root.child(name).isEmpty());
  }

  private byte[] image(int[] shape) {
    Node data = files.group(Map.of("image", files.unfilled(shape)), Map.of());
    return files.file(new byte[0], Map.of("data", data, "scan", files.group(Map.of(), Map.of())));
  }
}
