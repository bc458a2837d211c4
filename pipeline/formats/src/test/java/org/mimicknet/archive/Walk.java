/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A walk that reads every member to its end and writes down what it met, a line for each item. */
final class Walk {
  private Walk() {}

  /** Lines such as {@code a.zip!/b.txt 19} or {@code a.zip!/b.txt encrypted}. */
  static List<String> lines(Source source) {
    return lines(source, ArchiveLimits.DEFAULT);
  }

  static List<String> lines(Source source, EntryRange range) {
    return lines(source, ArchiveLimits.DEFAULT, range);
  }

  static List<String> lines(Source source, ArchiveLimits limits) {
    return lines(source, limits, EntryRange.ALL);
  }

  static List<String> lines(Source source, ArchiveLimits limits, EntryRange range) {
    List<String> lines = new ArrayList<>();
    try (Members members = Members.open(source, new Configuration(false), limits, range)) {
      while (members.hasNext()) {
        lines.add(line(members.next()));
      }
    } catch (IOException | MemberException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static String line(ArchiveItem item) {
    if (item instanceof Problem problem) {
      return problem.path() + " " + problem.reason().code();
    }
    Member member = (Member) item;
    try {
      long bytes = 0;
      byte[] buffer = new byte[8192];
      for (int read; (read = member.stream().read(buffer)) >= 0; ) {
        bytes += read;
      }
      return member.path() + " " + bytes;
    } catch (IOException e) {
      return member.path() + " " + MemberException.of("The member", e).reason().code();
    }
  }
}
