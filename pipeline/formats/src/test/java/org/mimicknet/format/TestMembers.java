/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;

/** Members of archives from bytes, and what the reader that takes them makes of them. */
public final class TestMembers {
  private TestMembers() {}

  public static Member of(byte[] file) {
    byte[] head = Arrays.copyOf(file, Math.min(1024, file.length));
    return new Member("a.bin", (long) file.length, head, new ByteArrayInputStream(file));
  }

  public static List<FrameRecord> read(byte[] file) throws MemberException {
    return read(file, ReadSettings.DEFAULT);
  }

  public static List<FrameRecord> read(byte[] file, ReadSettings settings) throws MemberException {
    Member member = of(file);
    List<FormatReader> readers =
        FormatReaders.ALL.stream().filter(reader -> reader.recognises(member.head())).toList();
    assertThat(readers).as("readers that take the file").hasSize(1);
    List<FrameRecord> frames = new ArrayList<>();
    Iterator<FrameRecord> read = readers.get(0).read(member, settings);
    read.forEachRemaining(frames::add);
    return frames;
  }

  /** Holds that the file gives no frame and says why, in an exception or in its only record. */
  public static void assertRefused(byte[] file, Reason reason, String message) {
    List<FrameRecord> records;
    try {
      records = read(file);
    } catch (MemberException e) {
      assertThat(e).hasMessage(message);
      assertThat(e.reason()).isEqualTo(reason);
      return;
    }
    assertThat(records).hasSize(1);
    assertThat(records.get(0).detail()).isEqualTo(message);
    assertThat(records.get(0).reason()).contains(reason);
    assertThat(records.get(0).das()).isEmpty();
    assertThat(records.get(0).clinical()).isEmpty();
  }
}
