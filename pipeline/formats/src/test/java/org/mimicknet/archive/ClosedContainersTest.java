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
import static org.mimicknet.archive.ArchiveBuilder.text;
import static org.mimicknet.archive.ArchiveBuilder.zip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decompressors hold native memory, which no garbage collector knows of: each must be closed. */
class ClosedContainersTest {
  @TempDir Path folder;
  private int opened;
  private int closed;

  @Test
  void aSpentBudgetClosesAllThatIsOpen() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("i.tar.zst", Packer.ZSTD.pack(tar(Map.of("a", new byte[500], "b", new byte[500]))));
    members.put("c", new byte[500]);

    for (byte[] archive : List.of(zip(members), gzip(tar(members)))) {
      walk(archive, ArchiveLimits.DEFAULT.with(Limit.TOTAL_BYTES, 700));
      walk(archive, ArchiveLimits.DEFAULT.with(Limit.ENTRIES, 2));
      walk(archive, ArchiveLimits.DEFAULT);
    }
  }

  @Test
  void aWalkThatIsLeftClosesAllThatIsOpen() throws Exception {
    byte[] archive = zip(Map.of("i.tar.zst", Packer.ZSTD.pack(tar(Map.of("a", new byte[500])))));

    try (Members members = members(archive, ArchiveLimits.DEFAULT)) {
      assertThat(members.next().path()).isEqualTo("x!/i.tar.zst!/a");
      assertThat(closed).isZero();
    }

    assertThat(opened).isEqualTo(2);
    assertThat(closed).isEqualTo(2);
  }

  @Test
  void aPartOfACaptureIsFreedWithTheNextItem() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("x_iq.raw", Packer.ZSTD.pack(new byte[500]));
    files.put("x_iq.yml", text("a"));
    files.put("x_env.raw", text("b"));
    files.put("x_env.yml", text("c"));
    files.put("y", new byte[5]);
    try (Members members = members(tar(files), ArchiveLimits.DEFAULT)) {
      Member capture = (Member) members.next();
      InputStream part = capture.parts().get(0).open();
      assertThat(part.read()).isZero();

      assertThat(members.next().path()).isEqualTo("x!/y");

      assertThatThrownBy(part::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private void walk(byte[] archive, ArchiveLimits limits) throws Exception {
    opened = 0;
    closed = 0;
    try (Members members = members(archive, limits)) {
      while (members.hasNext()) {
        if (members.next() instanceof Member member) {
          readAsFarAsAllowed(member);
        }
      }
      assertThat(opened).isGreaterThan(1);
      assertThat(closed).as("closed before the walk is").isEqualTo(opened);
    }
  }

  private static void readAsFarAsAllowed(Member member) {
    try {
      member.stream().readAllBytes();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(MemberIOException.class);
    }
  }

  private Members members(byte[] archive, ArchiveLimits limits) throws MemberException {
    List<ContainerFormat> counting =
        ContainerFormats.ALL.stream().<ContainerFormat>map(Counting::new).toList();
    return Members.open(
        source(folder, "x", archive), new Configuration(false), limits, EntryRange.ALL, counting);
  }

  private final class Counting implements ContainerFormat {
    private final ContainerFormat format;

    Counting(ContainerFormat format) {
      this.format = format;
    }

    @Override
    public boolean recognises(byte[] head) {
      return format.recognises(head);
    }

    @Override
    public Container open(Opening opening) throws IOException {
      Container container = format.open(opening);
      opened++;
      return new Container() {
        @Override
        public Optional<Entry> next() throws IOException {
          return container.next();
        }

        @Override
        public void close() throws IOException {
          closed++;
          container.close();
        }
      };
    }
  }
}
